import { z } from 'zod'

/** The version of the archive's layout. Later versions are refused. */
export const MANIFEST_VERSION = 1

/** The description of a backup: `manifest.json`, the last file of its ZIP archive. */
export type Manifest = z.output<typeof manifest>
export type ArchivedFile = Manifest['files'][number]

/**
 * Names in the archive, the same as in a data folder. `charrette.dump` is a PostgreSQL database
 * (`pg_dump -Fc`).
 */
const FILE_NAME = /^(charrette\.(db|dump)|exchange\.key|images\/(\.aside-)?[0-9a-f]{40}\/[0-9a-z]+\.[a-z]{3})$/
const count = z.number().int().min(0)

const manifest = z.object({
	format: z.literal('charrette-backup'),
	version: z.number().int(),
	/** The release that made the backup. */
	charrette: z.string(),
	/** The time at which the database was read, ISO 8601. */
	at: z.iso.datetime(),
	storage: z.enum(['sqlite', 'postgres']),
	/** The names of the migrations that the database has. */
	migrations: z.array(z.string()),
	rows: z.record(z.string(), count),
	files: z.array(z.object({ name: z.string().regex(FILE_NAME), bytes: count, sha256: z.string() })),
})

/** Parses the text of a manifest; null if it is not a manifest. */
export function parseManifest(text: string): Manifest | null {
	try {
		return manifest.parse(JSON.parse(text))
	} catch {
		return null
	}
}
