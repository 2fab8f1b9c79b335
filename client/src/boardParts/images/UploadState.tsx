import { LIMITS } from '@charrette/shared'
import type { FailureCode } from '../../connection/http.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { ImageUploads, Upload, UploadStep } from '../../sync/imageUploads.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './uploadState.module.css'

const BYTES_PER_MEGABYTE = 1024 * 1024
/** Failures caused by the file itself, so that a retry would fail again. */
const FINAL_FAILURES: readonly FailureCode[] = [
	'not_a_picture',
	'too_many_pixels',
	'damaged_picture',
	'too_large',
	'card_gone',
]

/** The progress of an upload or the reason of its failure, with buttons to retry and cancel. */
export function UploadState({ upload, uploads }: { upload: Upload; uploads: ImageUploads }) {
	const { t } = useTranslation('board')
	const { id, file, step } = upload
	const name = file.name || t('image.unnamed')
	return (
		<>
			<UploadStatus step={step} />
			<span className={styles['choices']}>
				{step.type === 'failed' && !FINAL_FAILURES.includes(step.code) && (
					<Button size="small" onClick={() => void uploads.retry(id)}>
						{t('image.retry')}
					</Button>
				)}
				<Button
					size="small"
					variant="quiet"
					icon="close"
					aria-label={t(step.type === 'failed' ? 'image.close' : 'image.cancel', { name })}
					onClick={() => uploads.remove(id)}
				>
					{t(step.type === 'failed' ? 'image.closeShort' : 'image.cancelShort')}
				</Button>
			</span>
		</>
	)
}

function UploadStatus({ step }: { step: UploadStep }) {
	const { t } = useTranslation(['board', 'app'])
	if (step.type === 'failed') {
		const size = LIMITS.maxImageBytes / BYTES_PER_MEGABYTE
		const message = step.code === 'too_large' ? t('board:image.tooLarge', { size }) : t(`app:errors.${step.code}`)
		return <p role="alert">{message}</p>
	}
	if (step.type === 'waiting') return <p role="status">{t('board:image.waiting')}</p>
	const share = step.type === 'sending' ? step.share : step.type === 'ready' ? 1 : 0
	const status =
		step.type === 'sending' && share < 1 ? 'sending' : step.type === 'preparing' ? 'preparing' : 'finishing'
	const percent = Math.round(share * 100)
	return (
		<>
			<p>{t(`board:image.${status}`, { percent })}</p>
			<progress value={share} aria-label={t('board:image.progress')} />
		</>
	)
}
