import { LIMITS } from '@charrette/shared'
import { useEditor, useValue } from '@tldraw/tldraw'
import { useEffect, useRef } from 'react'
import type { FailureCode } from '../../connection/api.ts'
import { uploadImage } from '../../connection/fileUploads.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { Chrome, ToolButton } from '../Chrome.tsx'
import { canStart, useDeniedReason } from '../permissions.ts'
import { addImages } from './addImages.ts'
import styles from './image.module.css'
import { imageSender, sendImages } from './sendImages.ts'
import { removeUpload, type Upload, type UploadStep, uploadsOf } from './uploads.ts'

/** The images on their way, in the places where they will be. With it mounted, images can be brought to the board. */
export function ImageUploads() {
	const editor = useEditor()
	const { board, credentials } = useBoardContext()
	const { t } = useTranslation('board')
	const uploads = useValue('uploads', () => uploadsOf(editor).get(), [editor])
	const isUnderWay = uploads.some(({ step }) => step.type !== 'failed')

	useEffect(() => {
		const sender = imageSender(editor)
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

const BYTES_PER_MEGABYTE = 1024 * 1024
/** These are about the file: another try would end the same. */
const FINAL_FAILURES: readonly FailureCode[] = ['not_a_picture', 'too_many_pixels', 'damaged_picture', 'too_large']

/** One image on its way: what it will show, how far it is, and a way to call it off; or why it does not come. */
function ImageUpload({ upload }: { upload: Upload }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { id, file, rect, preview, step } = upload
	const box = useValue('upload place', () => {
		const zoom = editor.getZoomLevel()
		const { x, y } = editor.pageToViewport({ x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 })
		return { left: x, top: y, width: rect.w * zoom, height: rect.h * zoom }
	}, [editor, rect])
	const name = file.name || t('image.unnamed')
	return (
		<Chrome className={styles['upload']} style={box} role="group" aria-label={name} data-step={step.type}>
			{preview && <img src={preview} alt="" draggable={false} />}
			<div className={styles['state']}>
				<UploadStatus step={step} />
				<span className={styles['choices']}>
					{step.type === 'failed' && !FINAL_FAILURES.includes(step.code) && (
						<Button size="small" onClick={() => void sendImages(editor, [id])}>
							{t('image.retry')}
						</Button>
					)}
					<Button
						size="small"
						variant="quiet"
						icon="close"
						aria-label={t(step.type === 'failed' ? 'image.close' : 'image.cancel', { name })}
						onClick={() => removeUpload(editor, id)}
					>
						{t(step.type === 'failed' ? 'image.closeShort' : 'image.cancelShort')}
					</Button>
				</span>
			</div>
		</Chrome>
	)
}

function UploadStatus({ step }: { step: UploadStep }) {
	const { t } = useTranslation(['board', 'app'])
	if (step.type === 'failed') {
		const size = LIMITS.maxImageBytes / BYTES_PER_MEGABYTE
		const why = step.code === 'too_large' ? t('board:image.tooLarge', { size }) : t(`app:errors.${step.code}`)
		return <p role="alert">{why}</p>
	}
	if (step.type === 'waiting') return <p role="status">{t('board:image.waiting')}</p>
	const share = step.type === 'sending' ? step.share : step.type === 'ready' ? 1 : 0
	const words = step.type === 'sending' && share < 1 ? 'sending' : step.type === 'preparing' ? 'preparing' : 'finishing'
	const percent = Math.round(share * 100)
	return (
		<>
			<p>{t(`board:image.${words}`, { percent })}</p>
			<progress value={share} aria-label={t('board:image.progress')} />
		</>
	)
}

/** Asks for pictures from this device; a phone offers its camera, too. */
export function ImageButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const field = useRef<HTMLInputElement>(null)
	const whyNot = useDeniedReason('write')
	const take = () => {
		const files = [...(field.current?.files ?? [])]
		// So that the same file may be chosen again.
		if (field.current) field.current.value = ''
		void addImages(editor, { files })
	}
	return (
		<>
			<ToolButton
				label={t('image.add')}
				hint={t('image.addHint')}
				deniedReason={whyNot}
				onChoose={() => canStart(editor, 'write') && field.current?.click()}
			>
				<Icon name="image" size={22} />
			</ToolButton>
			<input ref={field} type="file" accept="image/*" multiple hidden aria-label={t('image.choose')} onChange={take} />
		</>
	)
}
