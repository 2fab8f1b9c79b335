import {
	type ErrorCode,
	IMPORT_EXTENSIONS,
	type NotNowReason,
	UNREADABLE_FILES,
	type UnreadableFile,
} from '@charrette/shared'

interface ErrorEntry {
	status: number
	message: string
}

/** The table of all expected errors: the HTTP status and the English sentence of each code. */
export const ERRORS: Record<ErrorCode, ErrorEntry> = {
	invalid_input: { status: 400, message: 'Something in this request is missing or invalid.' },
	malformed_json: { status: 400, message: 'The body of this request is not valid JSON.' },
	too_large: { status: 413, message: 'This request is too large.' },
	unknown_code: { status: 404, message: 'No workshop has this join code. Check it and try again.' },
	unknown_secret: {
		status: 404,
		message: 'This link is no longer valid. Ask the facilitator for a new one.',
	},
	removed: {
		status: 403,
		message: 'The facilitator removed you. Ask them to let you back in.',
	},
	joining_closed: {
		status: 403,
		message: 'Joining is closed. Ask the facilitator to open it.',
	},
	not_signed_in: { status: 401, message: 'Please join the workshop first.' },
	not_allowed: { status: 403, message: 'You are not allowed to do this in this workshop.' },
	not_found: { status: 404, message: 'Not found.' },
	workshop_full: { status: 409, message: 'This workshop is full.' },
	too_many_tries: { status: 429, message: 'Too many attempts. Wait a few minutes.' },
	host_key_needed: { status: 401, message: 'Creating a workshop on this server requires a host key.' },
	sign_in_needed: { status: 401, message: 'Creating a workshop on this server requires signing in.' },
	storage_failed: { status: 503, message: 'The server cannot save anything right now. Try again soon.' },
	storage_full: {
		status: 507,
		message: 'The disk of the server is almost full: nothing new can be opened or uploaded. Edits are still saved.',
	},
	unreadable_record: {
		status: 500,
		message: 'The server cannot read this: it is damaged, or of a newer version of Charrette.',
	},
	view_only: { status: 403, message: 'You can view this board but not edit it right now.' },
	not_a_picture: { status: 415, message: 'This is not an image. PNG, JPEG, WebP, GIF and AVIF work.' },
	too_many_pixels: { status: 422, message: 'This image has too many pixels.' },
	damaged_picture: { status: 422, message: 'This image is damaged and cannot be read.' },
	unknown_format: {
		status: 415,
		message: `This type of file cannot be imported. These work: ${IMPORT_EXTENSIONS.join(', ')}.`,
	},
	newer_format: { status: 422, message: 'This file is from a newer version of Charrette. Update this server first.' },
	damaged_file: { status: 422, message: 'This file is damaged and cannot be read.' },
	too_much_inside: { status: 422, message: 'This file holds more than can be imported at once.' },
	nothing_inside: { status: 422, message: 'This file has nothing that can go on a board.' },
	outline_only: {
		status: 422,
		message: 'This file was exported for reading. Import the board from its JSON, XLSX or CSV file.',
	},
	busy: { status: 503, message: 'The server is busy. Try again in a moment.' },
	took_too_long: {
		status: 503,
		message: 'This is more than the server can write at once. Choose fewer boards.',
	},
	not_now: { status: 409, message: 'This cannot be done right now.' },
	vote_open: { status: 409, message: 'This vote is still open. Its result is secret until it is closed.' },
	vote_closed: { status: 409, message: 'This vote is closed.' },
	card_gone: { status: 404, message: 'You cannot vote for this card. It may have been deleted.' },
	too_many_on_card: { status: 409, message: 'You cannot give one card that many dots.' },
	over_budget: { status: 409, message: 'You do not have that many dots left.' },
	changed_meanwhile: { status: 409, message: 'Somebody else has changed this meanwhile. Load it again.' },
	bad_signature: {
		status: 422,
		message: 'The signature of this file does not match: it was changed after its server wrote it.',
	},
	internal: { status: 500, message: 'Something went wrong on the server.' },
}

/** The English sentence for each kind of file that cannot be imported, with the remedy. */
const UNREADABLE_MESSAGES: Record<UnreadableFile, string> = {
	figma_file: 'This is a file of FigJam or Figma. Export its notes as CSV.',
	heic_image: 'This is a photo in HEIC format. Save it as JPEG, and add it as an image.',
	image: 'This is an image, whose text cannot be read. Add it as an image.',
	locked_archive: 'This ZIP archive is protected by a password. Unpack it, and pack it without a password.',
	locked_office: 'This document is protected by a password. Remove the password, and save it again.',
	miro_backup: 'This is a backup of Miro, which only Miro can open. Export the board as CSV.',
	old_excel: 'This is an older file of Excel. Save it as XLSX or CSV.',
	old_word: 'This is an older file of Word, or RTF. Save it as DOCX.',
	opendocument: 'This is a drawing of OpenDocument, or a file of iWork. Save it as XLSX, CSV or DOCX.',
	other_archive: 'This archive cannot be opened. Pack its files as ZIP.',
	pdf: 'This is a PDF, which has no separate cards. Export the board as CSV or JSON.',
	presentation: 'This is a presentation. Send the text of its slides as a list, one card a line.',
	svg_image: 'This is an SVG image. Save it as PNG, and add it as an image.',
	tldraw_v1: 'This file is of the first tldraw. Open it on tldraw.com, and save it again.',
	web_page: 'This is a web page. Send its text as a list, or its table as CSV.',
}

/**
 * An error that the domain expects. `detail` replaces the sentence of the table by another English
 * one, which names the correction. `reason` is the code of a `not_now`, or the kind of file of an
 * `unknown_format`.
 */
export class AppError extends Error {
	readonly code: ErrorCode
	readonly reason: NotNowReason | UnreadableFile | undefined

	constructor(code: ErrorCode, detail?: string, reason?: NotNowReason | UnreadableFile) {
		super(detail ?? unreadableMessage(reason) ?? ERRORS[code].message)
		this.name = 'AppError'
		this.code = code
		this.reason = reason
	}
}

function unreadableMessage(reason: NotNowReason | UnreadableFile | undefined): string | undefined {
	const file = UNREADABLE_FILES.find((one) => one === reason)
	return file && UNREADABLE_MESSAGES[file]
}

/**
 * Thrown if the server cannot start or a command cannot run. The message is for the person who
 * started it, with one sentence on each line.
 */
export class StartError extends Error {
	constructor(message: string, options?: ErrorOptions) {
		super(message, options)
		this.name = 'StartError'
	}
}

/** Returns the message of what was thrown. */
export function messageOf(cause: unknown): string {
	return cause instanceof Error ? cause.message : String(cause)
}
