import { writeStalePages } from "./page";
import { PAGES } from "./pages";

const written = writeStalePages(PAGES);
console.log(written.length === 0 ? "the generated pages are up to date" : `written: ${written.join(", ")}`);
