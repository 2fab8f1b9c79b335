import type { Page } from '@playwright/test'
import { runProgram } from './programs.ts'

/** A picture in grey: 0 is black. */
export interface Grey {
	width: number
	height: number
	pixels: Uint8Array
}

/** A word and where it stands, as parts of the page's width and height. */
export interface Word {
	text: string
	left: number
	right: number
	top: number
	bottom: number
}

/** Darker than this is written, lighter is the card it is written on. */
const INK = 150
/** Letters of a Chinese word are as wide as they are high, so each has a cell of its own. */
const HAN = /^\p{Script=Han}+$/u

/** The first page of a PDF, as poppler draws it, so many pixels an inch. */
export async function drawPdf(file: string, perInch: number): Promise<Grey> {
	const pgm = await runProgram('pdftoppm', ['-gray', '-r', String(perInch), '-f', '1', '-l', '1', file])
	const [head = '', width, height] = /^P5\s(\d+)\s(\d+)\s\d+\s/.exec(pgm.subarray(0, 40).toString('latin1')) ?? []
	return { width: Number(width), height: Number(height), pixels: pgm.subarray(head.length) }
}

/** A PNG, as the browser reads it. */
export async function readPng(page: Page, png: Buffer): Promise<Grey> {
	const read = await page.evaluate(async (data) => {
		const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
		const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
		const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
		const pen = canvas.getContext('2d')
		pen?.drawImage(bitmap, 0, 0)
		const colours = pen?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? []
		let greys = ''
		for (let at = 1; at < colours.length; at += 4) greys += String.fromCharCode(colours[at] ?? 0)
		return { width: bitmap.width, height: bitmap.height, greys: btoa(greys) }
	}, png.toString('base64'))
	return { width: read.width, height: read.height, pixels: Buffer.from(read.greys, 'base64') }
}

/** The words on the first page of a PDF and where they stand, by poppler. */
export async function wordsOf(file: string): Promise<Word[]> {
	const html = (await runProgram('pdftotext', ['-bbox', '-l', '1', file, '-'])).toString()
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

/** The words of which nothing is to be seen in a picture of the same page; of a Chinese one each character is looked for. */
export function unseenIn(picture: Grey, words: readonly Word[]): string[] {
	return words.filter((word) => cellsOf(word).some((cell) => !hasInk(picture, cell))).map(({ text }) => text)
}

function cellsOf(word: Word): Word[] {
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

function hasInk({ width, height, pixels }: Grey, cell: Word): boolean {
	for (let y = Math.floor(cell.top * height); y < cell.bottom * height; y++)
		for (let x = Math.floor(cell.left * width); x < cell.right * width; x++)
			if ((pixels[y * width + x] ?? 255) < INK) return true
	return false
}
