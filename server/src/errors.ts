import type { ErrorCode, NotNowReason } from '@charrette/shared'

interface ErrorEntry {
	status: number
	message: string
}

/** The one table of expected errors: the HTTP status and the English sentence of each code. */
export const ERRORS: Record<ErrorCode, ErrorEntry> = {
	invalid_input: { status: 400, message: 'Something in this request is missing or not as it should be.' },
	malformed_json: { status: 400, message: 'The body of this request is not valid JSON.' },
	too_large: { status: 413, message: 'This request is too large.' },
	unknown_code: { status: 404, message: 'No workshop has this code. Please check it and try again.' },
	unknown_secret: {
		status: 404,
		message: 'This link is not valid any more. Please ask the facilitator for a new one.',
	},
	removed: {
		status: 403,
		message: 'The facilitator has taken you out of this workshop. Please speak to them if you would like to come back.',
	},
	not_signed_in: { status: 401, message: 'Please join the workshop first.' },
	not_allowed: { status: 403, message: 'You may not do this in this workshop.' },
	not_found: { status: 404, message: 'There is nothing here.' },
	workshop_full: { status: 409, message: 'This workshop is full.' },
	too_many_tries: { status: 429, message: 'That was too many tries. Please wait a few minutes.' },
	host_key_needed: { status: 401, message: "Opening a workshop on this server needs the host's key." },
	storage_failed: { status: 503, message: 'The server cannot store anything at the moment. Please try again soon.' },
	view_only: { status: 403, message: 'You may look at this board, but not change it just now.' },
	not_a_picture: { status: 415, message: 'This is no picture. PNG, JPEG, WebP, GIF and AVIF are taken.' },
	too_many_pixels: { status: 422, message: 'This picture has too many pixels.' },
	damaged_picture: { status: 422, message: 'This picture is damaged and cannot be read.' },
	unknown_format: {
		status: 415,
		message: 'This file cannot be brought in. JSON, CSV, XLSX, tldraw files and ZIP archives of them are taken.',
	},
	newer_format: { status: 422, message: 'A newer Charrette wrote this file. Please update this server first.' },
	damaged_file: { status: 422, message: 'This file is damaged and cannot be read.' },
	too_much_inside: { status: 422, message: 'There is more in this file than may be brought in at once.' },
	nothing_inside: { status: 422, message: 'There is nothing in this file that could come onto a board.' },
	outline_only: {
		status: 422,
		message: 'This is the outline of a board, to be read. The board comes in from its JSON, XLSX or CSV file.',
	},
	busy: { status: 503, message: 'The server has its hands full. Please try again in a moment.' },
	not_now: { status: 409, message: 'This cannot be done just now.' },
	vote_open: { status: 409, message: 'This vote is still open; its result is secret until it is closed.' },
	vote_closed: { status: 409, message: 'This vote is closed.' },
	card_gone: { status: 404, message: 'There is no such card to vote for. It may have been deleted.' },
	too_many_on_card: { status: 409, message: 'That is more dots than one person can give a card.' },
	over_budget: { status: 409, message: 'That is more dots than you have left.' },
	internal: { status: 500, message: 'Something went wrong on the server.' },
}

/** An error that the domain expects. `detail` is a further sentence, in English, that tells what to mend; of a `not_now`, `reason` is its code. */
export class AppError extends Error {
	readonly code: ErrorCode
	readonly reason: NotNowReason | undefined

	constructor(code: ErrorCode, detail?: string, reason?: NotNowReason) {
		super(detail ?? ERRORS[code].message)
		this.name = 'AppError'
		this.code = code
		this.reason = reason
	}
}

/** Why the server does not start: sentences for the person who starts it, one a line. */
export class StartError extends Error {
	constructor(message: string, options?: ErrorOptions) {
		super(message, options)
		this.name = 'StartError'
	}
}
