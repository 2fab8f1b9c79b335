/** The repository's folder; the same from the source, the build and the bundle, which lie equally deep. */
const ROOT = new URL('../../', import.meta.url)

/** The built client, as it is served. */
export const CLIENT_DIR = new URL('client/dist/', ROOT)
/** The sample workshop's data. */
export const SAMPLE_FILE = new URL('server/src/workshops/sample/workshop.json', ROOT)
/** The built script and style of the off-line viewer. */
export const VIEWER_DIR = new URL('server/bundle/viewer/', ROOT)
