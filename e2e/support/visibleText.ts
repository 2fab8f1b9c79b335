import { runProgram } from './externalPrograms.ts'

/** A greyscale image; 0 is black. */
export interface GreyImage {
	width: number
	height: number
	pixels: Uint8Array
}

/** A word and its box, in fractions of the page's width and height. */
export interface Word {
	text: string
	left: number
	right: number
	top: number
	bottom: number
}

/** Text is darker than this grey, and the background of a card is lighter. */
const MAX_TEXT_GREY = 150
/** Chinese characters are square, so the box of a word can be split into one box per character. */
const HAN = /^\p{Script=Han}+$/u

/** Renders a page of a PDF with poppler, at a resolution in pixels per inch. */
export async function renderPdfPage(file: string, resolution: number, page = 1): Promise<GreyImage> {
	const only = ['-f', String(page), '-l', String(page)]
	const pgm = await runProgram('pdftoppm', ['-gray', '-r', String(resolution), ...only, file])
	const [head = '', width, height] = /^P5\s(\d+)\s(\d+)\s\d+\s/.exec(pgm.subarray(0, 40).toString('latin1')) ?? []
	return { width: Number(width), height: Number(height), pixels: pgm.subarray(head.length) }
}

/** A page or window in which a function can be run. */
interface Decoder {
	evaluate(decode: (data: string) => Promise<DecodedPng>, data: string): Promise<DecodedPng>
}

interface DecodedPng {
	width: number
	height: number
	/** One byte a pixel, in base64. */
	greys: string
}

/** Decodes a PNG in the browser. */
export async function decodePng(page: Decoder, png: Buffer): Promise<GreyImage> {
	const read = await page.evaluate(async (data) => {
		const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
		const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
		const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
		const context = canvas.getContext('2d')
		context?.drawImage(bitmap, 0, 0)
		const colours = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? []
		let greys = ''
		for (let at = 1; at < colours.length; at += 4) greys += String.fromCharCode(colours[at] ?? 0)
		return { width: bitmap.width, height: bitmap.height, greys: btoa(greys) }
	}, png.toString('base64'))
	return { width: read.width, height: read.height, pixels: Buffer.from(read.greys, 'base64') }
}

/** Returns the words on a page of a PDF with their boxes, read by poppler. */
export async function wordsInPdf(file: string, page = 1): Promise<Word[]> {
	const only = ['-f', String(page), '-l', String(page)]
	const html = (await runProgram('pdftotext', ['-bbox', ...only, file, '-'])).toString()
	const [, width = 1, height = 1] = (/<page width="([\d.]+)" height="([\d.]+)"/.exec(html) ?? []).map(Number)
	return [...html.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g)].map(
		([, left, top, right, bottom, text = '']) => ({
			text,
			left: Number(left) / width,
			right: Number(right) / width,
			top: Number(top) / height,
			bottom: Number(bottom) / height,
		}),
	)
}

/**
 * Returns the words without a dark pixel in an image of the same page. For Chinese, every character
 * of a word is checked.
 */
export function invisibleWords(image: GreyImage, words: readonly Word[]): string[] {
	return words.filter((word) => boxesOf(word).some((box) => !hasText(image, box))).map(({ text }) => text)
}

function boxesOf(word: Word): Word[] {
	if (!HAN.test(word.text)) return [word]
	const letters = [...word.text]
	const width = (word.right - word.left) / letters.length
	return letters.map((text, at) => ({
		...word,
		text,
		left: word.left + width * at,
		right: word.left + width * (at + 1),
	}))
}

function hasText({ width, height, pixels }: GreyImage, box: Word): boolean {
	for (let y = Math.floor(box.top * height); y < box.bottom * height; y++)
		for (let x = Math.floor(box.left * width); x < box.right * width; x++)
			if ((pixels[y * width + x] ?? 255) < MAX_TEXT_GREY) return true
	return false
}
