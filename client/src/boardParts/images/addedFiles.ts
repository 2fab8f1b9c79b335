/** The files that a person can add to a board: images, PDF, Word and PowerPoint files. */
export const ADDED_FILES = 'image/*,application/pdf,.pdf,.docx,.pptx'

/**
 * Handles files that are dropped anywhere on the page. By default, a browser would open such a file
 * in place of the page.
 */
export function catchStrayDrops(onFiles: (files: File[]) => void): () => void {
	const onDragOver = (event: DragEvent) => {
		if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
	}
	const onDrop = (event: DragEvent) => {
		const files = [...(event.dataTransfer?.files ?? [])]
		if (event.defaultPrevented || files.length === 0) return
		event.preventDefault()
		onFiles(files)
	}
	window.addEventListener('dragover', onDragOver)
	window.addEventListener('drop', onDrop)
	return () => {
		window.removeEventListener('dragover', onDragOver)
		window.removeEventListener('drop', onDrop)
	}
}
