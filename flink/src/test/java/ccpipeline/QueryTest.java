package ccpipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Properties;
import org.junit.Test;

public class QueryTest {
    private static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }

    @Test
    public void fillsPlaceholdersAndLeavesOutCommentsAndTheClosingSemicolonAndKeepsEachLineInItsPlace() {
        String text = "-- a ${comment}\nSELECT '${windowSeconds}'\n  -- another\nFROM t;\n";
        assertEquals("\nSELECT '60'\n\nFROM t", Query.filled(text, properties("windowSeconds", "60")));
    }

    @Test
    public void refusesAPlaceholderWithoutProperty() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Query.filled("SELECT ${x}", properties("y", "1")));
        assertEquals("the query's placeholder ${x} needs a property 'x' of letters, digits, '_', '.' and '-'; it is null", e.getMessage());
    }

    @Test
    public void refusesAPropertyThatWouldChangeTheQuery() {
        assertThrows(IllegalArgumentException.class, () -> Query.filled("SELECT '${x}'", properties("x", "1' OR '1")));
    }
}
