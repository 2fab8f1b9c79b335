/*
 * The formats that an import reads, by the extensions of their files. The dialog, dropped files,
 * archives and the error for any other file follow this list. It has no schema, because the canvas
 * needs it at once.
 */

/**
 * Formats within an archive, those with the most content first: of files with the same name the
 * first one is read.
 */
export const BOARD_EXTENSIONS = [
	'json',
	'tldr',
	'excalidraw',
	'excalidrawlib',
	'canvas',
	'xlsx',
	'ods',
	'csv',
	'tsv',
	'docx',
	'odt',
	'opml',
	'mm',
	'xmind',
	'txt',
	'md',
	'markdown',
] as const

/** Formats that only a facilitator imports (IMP5): drawings and archives. */
const FACILITATOR_EXTENSIONS: readonly string[] = ['tldr', 'excalidraw', 'excalidrawlib', 'canvas', 'zip']

/** All formats; `zip` is an archive of the others. */
export const IMPORT_EXTENSIONS: readonly string[] = [...BOARD_EXTENSIONS, 'zip']
/** The formats that a participant imports. */
export const PARTICIPANT_EXTENSIONS = IMPORT_EXTENSIONS.filter((one) => !FACILITATOR_EXTENSIONS.includes(one))

/** Returns the extension of a file's name in small letters; empty without one. */
export function fileExtension(name: string): string {
	return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
