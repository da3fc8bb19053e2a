import java.io.File;
import java.util.jar.JarFile;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs an application's JAR as the service does: gives its main class an environment that is configured from outside.
 *
 * <p>java -cp PROVIDED/*:JAR:CLASSES LocalApplication JAR KEY=VALUE… — each KEY=VALUE a Flink setting.
 */
public final class LocalApplication extends StreamExecutionEnvironment {
    public static void main(String[] args) throws Exception {
        Configuration settings = new Configuration();
        settings.set(DeploymentOptions.TARGET, "local"); // a cluster in this process
        settings.set(DeploymentOptions.ATTACHED, true);
        for (int i = 1; i < args.length; i++) {
            int at = args[i].indexOf('=');
            settings.setString(args[i].substring(0, at), args[i].substring(at + 1));
        }
        initializeContextEnvironment(own -> {
            Configuration merged = new Configuration(settings);
            merged.addAll(own);
            return new StreamExecutionEnvironment(merged);
        });
        String mainClass;
        try (JarFile jar = new JarFile(new File(args[0]))) {
            mainClass = jar.getManifest().getMainAttributes().getValue("Main-Class");
        }
        try {
            Class.forName(mainClass).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (java.lang.reflect.InvocationTargetException e) {
            e.getCause().printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }
}
