package ccpipeline.query;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Properties;
import org.junit.Test;

public class QueryTextTest {
    private static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }

    @Test
    public void fillsPlaceholdersAndRemovesCommentsAndTheClosingSemicolonAndKeepsLineNumbers() {
        String text = "-- a ${comment}\nSELECT '${windowSeconds}'\n  -- another\nFROM t;\n";
        assertEquals("\nSELECT '60'\n\nFROM t", QueryText.fill(text, properties("windowSeconds", "60")));
    }

    @Test
    public void refusesAPlaceholderWithoutProperty() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> QueryText.fill("SELECT ${x}", properties("y", "1")));
        assertEquals("placeholder ${x}: the property 'x' is missing; give a value of letters, digits, '_', '.' and '-'", e.getMessage());
    }

    @Test
    public void refusesAPropertyThatWouldChangeTheQuery() {
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> QueryText.fill("SELECT '${x}'", properties("x", "1' OR '1")));
        assertEquals(
                "placeholder ${x}: the property 'x' is '1' OR '1'; give a value of letters, digits, '_', '.' and '-'",
                e.getMessage());
    }
}
