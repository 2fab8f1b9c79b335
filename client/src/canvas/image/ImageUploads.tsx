import { useEffect, useRef, useSyncExternalStore } from 'react'
import { ADDED_FILES, catchStrayDrops } from '../../boardParts/images/addedFiles.ts'
import { imageUrl, imageWidthFor } from '../../boardParts/images/imageSize.ts'
import { UploadState } from '../../boardParts/images/UploadState.tsx'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { type BoardUpload, isOnBoard, type ImageUploads as Uploads } from '../../sync/imageUploads.ts'
import { onNextFrame } from '../../sync/recordEvents.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, ToolButton } from '../CanvasControls.tsx'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import { canStart, useDeniedReason } from '../permissions.ts'
import { addImages } from './addImages.ts'
import styles from './image.module.css'

/** Shows the uploads of the document. Images can be added while this component is mounted. */
export function ImageUploads() {
	const { uploads } = useBoardContext().canvasBinding
	return uploads && <UploadLayer uploads={uploads} />
}

/** Shows each upload at the future position of its image. */
function UploadLayer({ uploads }: { uploads: Uploads }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const list = useSyncExternalStore(uploads.list.subscribe, uploads.list.get)

	useEffect(() => {
		boardUi(editor).images.uploads.current = uploads
		uploads.canvas.current = {
			preload: (upload, path) => preloadImage(editor, upload, path),
			onInsert: (ids) => onNextFrame(() => selectImages(editor, ids as ShapeId[])),
		}
		return () => {
			boardUi(editor).images.uploads.current = null
			uploads.canvas.current = null
		}
	}, [editor, uploads])
	useEffect(() => catchStrayDrops((files) => void addImages(editor, { files })), [editor])

	const onBoard = list.filter(isOnBoard)
	if (onBoard.length === 0) return null
	return (
		<section className={styles['uploads']} aria-label={t('image.uploads')}>
			{onBoard.map((upload) => (
				<ImageUpload key={upload.id} upload={upload} uploads={uploads} />
			))}
		</section>
	)
}

/** Fetches the image before it replaces its preview, to avoid flicker. */
async function preloadImage(editor: Editor, { target: { rect } }: BoardUpload, path: string): Promise<void> {
	const image = new Image()
	const pixels = rect.w * editor.getZoomLevel() * editor.getInstanceState().devicePixelRatio
	image.src = imageUrl(path, imageWidthFor(pixels))
	// If this fails, the image is fetched again when it is shown.
	await image.decode().catch(() => {})
}

function selectImages(editor: Editor, ids: readonly ShapeId[]): void {
	if (editor.isDisposed || !editor.isIn('select.idle')) return
	editor.select(...ids.filter((id) => editor.getShape(id)))
}

/** An upload: its preview, its progress or failure, and buttons to retry and cancel. */
function ImageUpload({ upload, uploads }: { upload: BoardUpload; uploads: Uploads }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { file, preview, step } = upload
	const { rect } = upload.target
	const box = useValue('upload position', () => {
		const zoom = editor.getZoomLevel()
		const { x, y } = editor.pageToViewport({ x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 })
		return { left: x, top: y, width: rect.w * zoom, height: rect.h * zoom }
	}, [editor, rect])
	const name = file.name || t('image.unnamed')
	return (
		<CanvasControls className={styles['upload']} style={box} role="group" aria-label={name} data-step={step.type}>
			{preview && <img src={preview} alt="" draggable={false} />}
			<div className={styles['state']}>
				<UploadState upload={upload} uploads={uploads} />
			</div>
		</CanvasControls>
	)
}

/** Opens the file dialog for images; a phone also offers its camera. */
export function ImageButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const field = useRef<HTMLInputElement>(null)
	const deniedReason = useDeniedReason('write')
	const onFiles = () => {
		const files = [...(field.current?.files ?? [])]
		// Reset, since choosing the same file again would not fire a change event otherwise.
		if (field.current) field.current.value = ''
		void addImages(editor, { files })
	}
	return (
		<>
			<ToolButton
				label={t('image.add')}
				hint={t('image.addHint')}
				deniedReason={deniedReason}
				onChoose={() => canStart(editor, 'write') && field.current?.click()}
			>
				<Icon name="image" size={22} />
			</ToolButton>
			<input
				ref={field}
				type="file"
				accept={ADDED_FILES}
				multiple
				hidden
				aria-label={t('image.choose')}
				onChange={onFiles}
			/>
		</>
	)
}
