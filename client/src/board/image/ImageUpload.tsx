import { LIMITS } from '@charrette/shared'
import { useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { FailureCode } from '../../session/api.ts'
import { Button } from '../../ui/Button.tsx'
import { Chrome } from '../Chrome.tsx'
import styles from './image.module.css'
import { sendImages } from './sendImages.ts'
import { dropUpload, type Upload, type UploadStep } from './uploads.ts'

const BYTES_A_MEGABYTE = 1024 * 1024
/** These are about the file: another try would end the same. */
const FINAL: readonly FailureCode[] = ['not_a_picture', 'too_many_pixels', 'damaged_picture', 'too_large']

/** One image on its way: what it will show, how far it is, and a way to call it off; or why it does not come. */
export function ImageUpload({ upload }: { upload: Upload }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { id, file, place, preview, step } = upload
	const box = useValue('upload place', () => {
		const zoom = editor.getZoomLevel()
		const { x, y } = editor.pageToViewport({ x: place.x + place.w / 2, y: place.y + place.h / 2 })
		return { left: x, top: y, width: place.w * zoom, height: place.h * zoom }
	}, [editor, place])
	const name = file.name || t('image.unnamed')
	return (
		<Chrome className={styles['upload']} style={box} role="group" aria-label={name} data-step={step.type}>
			{preview && <img src={preview} alt="" draggable={false} />}
			<div className={styles['state']}>
				<UploadWords step={step} />
				<span className={styles['choices']}>
					{step.type === 'failed' && !FINAL.includes(step.code) && (
						<Button size="small" onClick={() => void sendImages(editor, [id])}>
							{t('image.retry')}
						</Button>
					)}
					<Button
						size="small"
						look="quiet"
						icon="close"
						aria-label={t(step.type === 'failed' ? 'image.close' : 'image.cancel', { name })}
						onClick={() => dropUpload(editor, id)}
					>
						{t(step.type === 'failed' ? 'image.closeShort' : 'image.cancelShort')}
					</Button>
				</span>
			</div>
		</Chrome>
	)
}

function UploadWords({ step }: { step: UploadStep }) {
	const { t } = useTranslation(['board', 'app'])
	if (step.type === 'failed') {
		const size = LIMITS.maxImageBytes / BYTES_A_MEGABYTE
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
