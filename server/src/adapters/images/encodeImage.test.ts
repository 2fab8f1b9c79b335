import { expect, it } from 'vitest'
import { sniffImage } from './encodeImage.ts'

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const box = (brands: string) => bytes(`\0\0\0${String.fromCharCode(8 + brands.length)}ftyp${brands}`)

it.each([
	['png', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
	['jpeg', bytes('\xff\xd8\xff\xe0')],
	['webp', bytes('RIFF\0\0\0\0WEBPVP8 ')],
	['gif', bytes('GIF89a')],
	['avif', box('avif\0\0\0\0mif1')],
	['avif', box('mif1\0\0\0\0miafavif')],
] as const)('[IMG2] detects a %s by its first bytes', (format, start) => {
	expect(sniffImage(start)).toBe(format)
})

it.each([
	['nothing', bytes('')],
	['an SVG with a script', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
	['an HTML page', bytes('<!doctype html>')],
	['a Linux program', bytes('\x7fELF\x02\x01')],
	['a Windows program', bytes('MZ\x90\0')],
	['a PDF', bytes('%PDF-1.7')],
	['a TIFF', bytes('II*\0')],
	['a sound file', bytes('RIFF\0\0\0\0WAVE')],
	['a HEIC', box('heic\0\0\0\0mif1')],
	['a video', box('isom\0\0\0\0avc1')],
	['a truncated box', bytes('\0\0\0\x20ftyp')],
])('[IMG2] detects no image in %s', (_what, start) => {
	expect(sniffImage(start)).toBeNull()
})
