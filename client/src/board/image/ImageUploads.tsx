import { useEditor, useValue } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { uploadImage } from '../../session/uploadImage.ts'
import { useBoardSurroundings } from '../BoardContext.ts'
import { addImages } from './addImages.ts'
import { ImageUpload } from './ImageUpload.tsx'
import styles from './image.module.css'
import { imageSenderOf } from './sendImages.ts'
import { uploadsOf } from './uploads.ts'

/** The images on their way, in the places where they will be. With it mounted, images can be brought to the board. */
export function ImageUploads() {
	const editor = useEditor()
	const { board, credentials } = useBoardSurroundings()
	const { t } = useTranslation('board')
	const uploads = useValue('uploads', () => uploadsOf(editor).get(), [editor])
	const isUnderWay = uploads.some(({ step }) => step.type !== 'failed')

	useEffect(() => {
		const sender = imageSenderOf(editor)
		sender.current = (image) => uploadImage(credentials, { ...image, board })
		return () => {
			sender.current = null
		}
	}, [editor, credentials, board])

	useEffect(() => (isUnderWay ? warnOnLeaving() : undefined), [isUnderWay])
	useEffect(() => catchStrayDrops((files) => void addImages(editor, { files })), [editor])

	if (uploads.length === 0) return null
	return (
		<section className={styles['uploads']} aria-label={t('image.uploads')}>
			{uploads.map((upload) => (
				<ImageUpload key={upload.id} upload={upload} />
			))}
		</section>
	)
}

function warnOnLeaving(): () => void {
	const warn = (event: BeforeUnloadEvent) => event.preventDefault()
	window.addEventListener('beforeunload', warn)
	return () => window.removeEventListener('beforeunload', warn)
}

/** A file that is dropped beside the canvas must not take the page's place. */
function catchStrayDrops(onFiles: (files: File[]) => void): () => void {
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
