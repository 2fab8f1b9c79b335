import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { previewImage } from '../boardParts/images/previewImage.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { readClipboardImages } from '../ui/readClipboardImages.ts'
import { useToast } from '../ui/Toasts.tsx'

/**
 * The ways in which images are attached to a card: as chosen files, and by the events of the panel.
 */
interface AttachImage {
	attach(files: readonly File[]): void
	/** Whether files are dragged over the panel. */
	isOver: boolean
	handlers: {
		onPaste(event: ClipboardEvent): void
		onDragOver(event: DragEvent): void
		onDragLeave(event: DragEvent): void
		onDrop(event: DragEvent): void
	}
}

/**
 * Attaches an image to a card (DETAIL2). A card has a single image, so only the first of several
 * files is used.
 */
export function useAttachImage({ uploads }: BoardDocument, card: string, canWrite: boolean): AttachImage {
	const { t } = useTranslation(['board', 'panels'])
	const showToast = useToast()
	const [isOver, setOver] = useState(false)
	const attach = async (files: readonly File[]) => {
		const [file] = files
		if (!file) return
		if (files.length > 1) showToast(t('panels:card.oneImage'))
		const { url } = await previewImage(file)
		await uploads.add([{ file, target: { type: 'card', card }, preview: url }])
	}
	const hasFiles = ({ dataTransfer }: DragEvent) => canWrite && dataTransfer.types.includes('Files')
	return {
		attach: (files) => void attach(files),
		isOver,
		handlers: {
			onPaste(event) {
				event.stopPropagation()
				const files = readClipboardImages(event.clipboardData)
				if (!canWrite || files.length === 0) return
				event.preventDefault()
				void attach(files)
			},
			onDragOver(event) {
				if (!hasFiles(event)) return
				event.preventDefault()
				event.dataTransfer.dropEffect = 'copy'
				setOver(true)
			},
			onDragLeave({ currentTarget, relatedTarget }) {
				if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false)
			},
			onDrop(event) {
				setOver(false)
				if (!hasFiles(event)) return
				// Keeps the drop from the board behind the panel.
				event.preventDefault()
				event.stopPropagation()
				void attach([...event.dataTransfer.files])
			},
		},
	}
}
