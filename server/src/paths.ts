import { readFileSync } from 'node:fs'

/**
 * The root folder of the repository. `src`, `dist` and `bundle` are at the same depth, so the path
 * is right from each.
 */
const ROOT = new URL('../../', import.meta.url)

/** Returns the version of the product. */
export function readVersion(): string {
	return (JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string }).version
}

/** The folder of the built client. */
export const CLIENT_DIR = new URL('client/dist/', ROOT)
/** The content of the sample workshop. */
export const SAMPLE_FILE = new URL('server/src/workshops/sample/workshop.json', ROOT)
/** The folder with the practices of the sample workshop, one file for each. */
export const SAMPLE_PRACTICES_DIR = new URL('server/src/exchange/sample/practices/', ROOT)
/** Cities with their coordinates and names (`findCities`). */
export const CITIES_FILE = new URL('server/src/cities/cities.tsv.gz', ROOT)
/** The terms by which searches are expanded (`loadGlossary`). */
export const GLOSSARY_FILE = new URL('shared/src/search/glossary.tsv', ROOT)
/** The built script and style of the offline viewer. */
export const VIEWER_DIR = new URL('server/bundle/viewer/', ROOT)
