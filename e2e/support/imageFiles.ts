import { deflateSync } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'

/** A file as Playwright passes it to a page. */
export interface ImageFile {
	name: string
	mimeType: string
	buffer: Buffer
}

const BYTES_A_PIXEL = 3

/** Creates a PNG of one colour. A large one compresses to a few bytes: a decompression bomb. */
export function png(name: string, width: number, height: number, colour = 0x90): ImageFile {
	const header = Buffer.alloc(13)
	header.writeUInt32BE(width, 0)
	header.writeUInt32BE(height, 4)
	header.set([8, 2], 8)
	const row = Buffer.alloc(1 + width * BYTES_A_PIXEL, colour)
	row[0] = 0
	const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
	const chunks = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]
	const buffer = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])
	return { name, mimeType: 'image/png', buffer }
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
	const frame = Buffer.alloc(8)
	frame.writeUInt32BE(data.length, 0)
	frame.writeUInt32BE(checksum(body), 4)
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** Returns the CRC-32. `zlib.crc32` is missing in the first versions of Node 20. */
function checksum(bytes: Buffer): number {
	let crc = 0xffffffff
	for (const byte of bytes) {
		crc ^= byte
		for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
	}
	return (crc ^ 0xffffffff) >>> 0
}

/** Creates a file with the type of an image that contains a text. */
export function fakeImage(name: string, mimeType: string, text: string): ImageFile {
	return { name, mimeType, buffer: Buffer.from(text, 'latin1') }
}

/** Sends files to the canvas; see `sendTo`. */
export function sendToCanvas(page: Page, how: 'drop' | 'paste', images: readonly ImageFile[]): Promise<void> {
	return sendTo(page.locator('.tl-canvas'), how, images)
}

/** Dispatches the drop or paste event with which a browser passes files to an element. */
export async function sendTo(target: Locator, how: 'drop' | 'paste', images: readonly ImageFile[]): Promise<void> {
	const files = images.map(({ name, mimeType, buffer }) => ({ name, mimeType, data: buffer.toString('base64') }))
	await target.evaluate(
		(element, { files, how }) => {
			const transfer = new DataTransfer()
			for (const { name, mimeType, data } of files) {
				const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
				transfer.items.add(new File([bytes], name, { type: mimeType }))
			}
			const event =
				how === 'drop'
					? new DragEvent('drop', {
							dataTransfer: transfer,
							bubbles: true,
							cancelable: true,
							clientX: 500,
							clientY: 400,
						})
					: new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
			element.dispatchEvent(event)
		},
		{ files, how },
	)
}
