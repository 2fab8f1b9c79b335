import type { Locale } from '@charrette/shared'
import { createWorker, PSM, type Worker as TextReader } from 'tesseract.js'
import { pageAddress } from '../connection/basePath.ts'
import type { Corners, Pixels } from '../import/photo/straighten.ts'
import type { FoundNote } from './findNotes.ts'
import { joinLines } from './joinLines.ts'
import type { CutNote, NotesAnswer, NotesRequest } from './notesWorker.ts'
import { READER_FOLDER } from './readerFolder.ts'

/** A note that was read. */
export interface ReadNote {
	/** Its corners in px of the photo. */
	corners: Corners
	picture: Blob
	/** Empty if nothing was read. */
	text: string
	/** From 0 to 100. */
	confidence: number
}

/** The notes of a photo, and its size in px. */
export interface ReadPhoto {
	width: number
	height: number
	notes: ReadNote[]
}

export type ReadingStep = { type: 'finding' } | { type: 'loading' } | { type: 'reading'; at: number; count: number }

/** Reads the notes in photos on the device. The caller closes it, which also cancels it. */
export interface NotesReader {
	/** Rejects if the photo cannot be opened, or the program cannot be loaded. */
	read(photo: Blob, locales: readonly Locale[], onStep: (step: ReadingStep) => void): Promise<ReadPhoto>
	close(): void
}

/** The longest side at which a photo is read, in px. */
const MAX_SIDE = 3200
/**
 * The time in which the notes of a photo are read. Those that are left then have no text, which the
 * person can write.
 */
const MAX_READING_MS = 180_000
/** The names of the languages in the files of their data. */
const DATA_NAMES: Record<Locale, string> = { en: 'eng', 'zh-CN': 'chi_sim', es: 'spa', fr: 'fra' }

export function createNotesReader(): NotesReader {
	const finder = new Worker(new URL('./notesWorker.ts', import.meta.url), { type: 'module' })
	let textReaders: readonly TextReader[] = []
	let isClosed = false
	const ask = (request: NotesRequest, transfer: Transferable[] = []) =>
		new Promise<NotesAnswer>((resolve, reject) => {
			finder.onmessage = ({ data }: MessageEvent<NotesAnswer>) => resolve(data)
			finder.onerror = () => reject(new Error('the worker failed'))
			finder.postMessage(request, transfer)
		})
	const endReading = () => {
		for (const reader of textReaders) void reader.terminate()
	}
	const close = () => {
		isClosed = true
		finder.terminate()
		endReading()
	}
	return {
		async read(file, locales, onStep) {
			onStep({ type: 'finding' })
			const photo = await readPixels(file)
			const { width, height } = photo
			const found = (await ask({ photo }, [photo.data.buffer])) as { notes: FoundNote[] }
			// Without a note, the photo is one.
			const notes = found.notes.length > 0 ? found.notes : [{ corners: cornersOf(width, height) }]
			onStep({ type: 'loading' })
			textReaders = await Promise.all(scriptsOf(locales).map(openTextReader))
			if (isClosed) endReading()
			const endsAt = performance.now() + MAX_READING_MS
			const read: ReadNote[] = []
			for (const [index, { corners }] of notes.entries()) {
				onStep({ type: 'reading', at: index + 1, count: notes.length })
				const { picture, grey } = (await ask({ cut: corners })) as CutNote
				const [shown, whole] = await Promise.all([toBlob(picture, 'image/jpeg'), toBlob(grey, 'image/png')])
				const texts = textReaders.map((reader) => recognize(reader, whole, endsAt - performance.now()))
				const best = (await Promise.all(texts)).reduce((a, b) => (b.confidence > a.confidence ? b : a))
				read.push({ corners, picture: shown, ...best })
			}
			return { width, height, notes: read }
		},
		close,
	}
}

async function readPixels(file: Blob): Promise<Pixels> {
	const bitmap = await createImageBitmap(file)
	const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height))
	const width = Math.max(1, Math.round(bitmap.width * scale))
	const height = Math.max(1, Math.round(bitmap.height * scale))
	const context = contextOf(width, height)
	context.drawImage(bitmap, 0, 0, width, height)
	bitmap.close()
	return { data: context.getImageData(0, 0, width, height).data, width, height }
}

const cornersOf = (width: number, height: number): Corners => [
	{ x: 0, y: 0 },
	{ x: width, y: 0 },
	{ x: width, y: height },
	{ x: 0, y: height },
]

function toBlob({ data, width, height }: Pixels, type: string): Promise<Blob> {
	const context = contextOf(width, height)
	const pixels = context.createImageData(width, height)
	pixels.data.set(data)
	context.putImageData(pixels, 0, 0)
	return new Promise((resolve, reject) =>
		context.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser cannot encode'))), type),
	)
}

function contextOf(width: number, height: number): CanvasRenderingContext2D {
	const canvas = document.createElement('canvas')
	canvas.width = width
	canvas.height = height
	const context = canvas.getContext('2d')
	if (!context) throw new Error('the browser has no canvas')
	return context
}

/**
 * Returns the names of the languages of each script: one reader of both scripts takes characters of
 * one for words of the other, so each note is read once per script, and the surer reading counts.
 */
function scriptsOf(locales: readonly Locale[]): string[][] {
	const isChinese = (locale: Locale) => locale === 'zh-CN'
	const scripts = [locales.filter(isChinese), locales.filter((locale) => !isChinese(locale))]
	return scripts.filter(({ length }) => length > 0).map((some) => some.map((locale) => DATA_NAMES[locale]))
}

/** Its files, also those of the languages, come from this server; the browser caches them. */
async function openTextReader(languages: readonly string[]): Promise<TextReader> {
	const folder = pageAddress() + READER_FOLDER
	const reader = await new Promise<TextReader>((resolve, reject) => {
		const options = {
			workerPath: `${folder}/worker.min.js`,
			corePath: `${folder}/tesseract-core-simd-lstm.js`,
			langPath: folder,
			workerBlobURL: false,
			// The browser caches them already.
			cacheMethod: 'none',
			// Its promise never settles after a failure.
			errorHandler: reject,
		}
		createWorker([...languages], 1, options).then(resolve, reject)
	})
	await reader.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK, user_defined_dpi: '150' })
	return reader
}

/** Reads a picture; nothing if that takes longer than `withinMs`. */
async function recognize(reader: TextReader, picture: Blob, withinMs: number) {
	const nothing = { text: '', confidence: 0 }
	if (withinMs <= 0) return nothing
	let timer: ReturnType<typeof setTimeout> | undefined
	const late = new Promise<typeof nothing>((resolve) => {
		timer = setTimeout(() => resolve(nothing), withinMs)
	})
	const read = reader
		.recognize(picture)
		.then(({ data }) => ({ text: joinLines(data.text), confidence: data.confidence }))
	const result = await Promise.race([read, late])
	clearTimeout(timer)
	return result
}
