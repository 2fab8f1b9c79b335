import { LIMITS } from '@charrette/shared'

/** What a camera makes: it is made smaller here, so that a phone sends one megabyte in place of ten. Everything else goes as it is. */
const CAMERA_TYPES = new Set(['image/jpeg', 'image/heic', 'image/heif'])
const WORTH_IT_BYTES = 1.5 * 1024 * 1024
const QUALITY = 0.88

/** An image as it goes to the server. Where the browser cannot read it, the server may. */
export async function prepareImage(file: File): Promise<Blob> {
	const isGood = file.type === 'image/jpeg' && file.size <= WORTH_IT_BYTES
	if (!CAMERA_TYPES.has(file.type) || isGood) return file
	const smaller = await drawSmaller(file).catch(() => null)
	return smaller && (smaller.size < file.size || file.type !== 'image/jpeg') ? smaller : file
}

async function drawSmaller(file: File): Promise<Blob | null> {
	const bitmap = await createImageBitmap(file)
	const scale = Math.min(1, LIMITS.maxImageSide / Math.max(bitmap.width, bitmap.height))
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.round(bitmap.width * scale))
	canvas.height = Math.max(1, Math.round(bitmap.height * scale))
	const pen = canvas.getContext('2d')
	if (pen) pen.imageSmoothingQuality = 'high'
	pen?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
	bitmap.close()
	return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}
