import { setImmediate } from 'node:timers/promises'
import { type BoardId, LIMITS } from '@charrette/shared'
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate'
import { AppError } from '../errors.ts'
import type { ReportPicture } from '../export/report/Report.ts'
import { readPicture } from '../export/report/readPicture.ts'

const NAME = /^([\w-]+)\.(?:png|jpe?g)$/i
/** So much is unpacked at a time; in between, everybody else has their turn. */
const STEP_BYTES = 64 * 1024

/**
 * The pictures of boards in a ZIP of `<board id>.png` or `.jpg`. What is unpacked is counted as it comes, whatever
 * the ZIP says. Throws `invalid_input` for a damaged ZIP and for what is no board's picture, `not_a_picture`, `too_large`.
 */
export async function readBoardPictures(
	zip: Uint8Array,
	boards: ReadonlySet<BoardId>,
): Promise<Map<BoardId, ReportPicture>> {
	const files = await unpack(zip, (name) => boards.has(boardIn(name)))
	const pictures = new Map<BoardId, ReportPicture>()
	for (const [name, bytes] of files) {
		const picture = readPicture(bytes)
		if (!picture) throw new AppError('not_a_picture', 'One of these pictures is neither a PNG nor a JPEG.')
		pictures.set(boardIn(name), picture)
	}
	return pictures
}

function boardIn(name: string): BoardId {
	return (NAME.exec(name)?.[1] ?? '') as BoardId
}

async function unpack(zip: Uint8Array, isWanted: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
	const files = new Map<string, Uint8Array>()
	let size = 0
	const unzip = new Unzip((file: UnzipFile) => {
		if (!isWanted(file.name))
			throw new AppError(
				'invalid_input',
				'This ZIP is to hold pictures named by their boards alone: <board id>.png or .jpg.',
			)
		const chunks: Uint8Array[] = []
		file.ondata = (error, chunk, isLast) => {
			if (error) throw error
			size += chunk.length
			if (size > LIMITS.maxReportPictureBytes) throw new AppError('too_large')
			chunks.push(chunk)
			if (isLast) files.set(file.name, Buffer.concat(chunks))
		}
		file.start()
	})
	unzip.register(UnzipInflate)
	try {
		for (let at = 0; at < zip.length; at += STEP_BYTES) {
			unzip.push(zip.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= zip.length)
			await setImmediate()
		}
	} catch (cause) {
		throw cause instanceof AppError ? cause : damaged()
	}
	if (files.size === 0) throw damaged()
	return files
}

function damaged(): AppError {
	return new AppError('invalid_input', 'This is no ZIP with pictures in it, or it is damaged.')
}
