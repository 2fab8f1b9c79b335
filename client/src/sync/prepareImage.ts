import { LIMITS } from '@charrette/shared'

/*
 * Makes images smaller before their upload: photos are downscaled, so that a phone sends one
 * megabyte instead of ten. Other images are sent unchanged.
 */

const CAMERA_TYPES = new Set(['image/jpeg', 'image/heic', 'image/heif'])
const RECOMPRESS_BYTES = 1.5 * 1024 * 1024
const QUALITY = 0.88

/**
 * Returns the bytes to send; null for a file that is not an image. A photo that the browser cannot
 * decode is sent unchanged, because the server may be able to decode it.
 */
export async function prepareImage(file: File): Promise<Blob | null> {
	if (!isImageFile(file)) return null
	const isSmall = file.type === 'image/jpeg' && file.size <= RECOMPRESS_BYTES
	if (!CAMERA_TYPES.has(file.type) || isSmall) return file
	const smaller = await downscale(file).catch(() => null)
	return smaller && (smaller.size < file.size || file.type !== 'image/jpeg') ? smaller : file
}

async function downscale(file: File): Promise<Blob | null> {
	const bitmap = await createImageBitmap(file)
	const scale = Math.min(1, LIMITS.maxImageSide / Math.max(bitmap.width, bitmap.height))
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.round(bitmap.width * scale))
	canvas.height = Math.max(1, Math.round(bitmap.height * scale))
	const context = canvas.getContext('2d')
	if (context) context.imageSmoothingQuality = 'high'
	context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
	bitmap.close()
	return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}

/** Returns false for a file of a known type other than an image, which the server would refuse. */
function isImageFile(file: File): boolean {
	return file.type === '' || file.type.startsWith('image/')
}
