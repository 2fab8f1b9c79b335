/** Why a file is not taken at all: a code of the table of errors. */
export type ImportRefusal =
	| 'unknown_format'
	| 'newer_format'
	| 'damaged_file'
	| 'too_much_inside'
	| 'nothing_inside'
	| 'outline_only'

/** A file that is refused whole. Nothing of it came in. */
export class ImportRefusedError extends Error {
	readonly reason: ImportRefusal

	constructor(reason: ImportRefusal, options?: ErrorOptions) {
		super(`a file was refused: ${reason}`, options)
		this.name = 'ImportRefusedError'
		this.reason = reason
	}
}
