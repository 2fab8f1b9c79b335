/**
 * Returns the images on the clipboard. Returns none if there is also a text, as from a spreadsheet,
 * unless it is the name of an image file.
 */
export function readClipboardImages(clipboard: DataTransfer | null): File[] {
	const text = clipboard?.getData('text/plain').trim() ?? ''
	const images = [...(clipboard?.files ?? [])].filter((file) => file.type.startsWith('image/'))
	const isNamed = images.some((file) => file.name === text)
	return text === '' || isNamed ? images : []
}
