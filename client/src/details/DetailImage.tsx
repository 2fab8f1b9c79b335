import { CARD_IMAGE_FIELDS, type CardImage, LIMITS, textId } from '@charrette/shared'
import { type MouseEvent, useRef, useSyncExternalStore } from 'react'
import { imageUrl, imageWidthFor } from '../boardParts/images/imageSize.ts'
import { UploadState } from '../boardParts/images/UploadState.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useReadText } from '../reading/useReading.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { undoIfLast } from '../sync/undoHistory.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { DetailText } from './DetailText.tsx'
import styles from './details.module.css'
import { writeDetails } from './useCardDetails.ts'

/** Width of the panel in px. */
const PANEL_WIDTH = 340

interface DetailImageProps {
	document: BoardDocument
	card: string
	image: CardImage | null
	canWrite: boolean
	/** Attaches the first of these files. */
	onFiles: (files: readonly File[]) => void
}

/**
 * The image of a card (DETAIL2), or the upload of one, with the actions that this person is
 * allowed.
 */
export function DetailImage({ document, card, image, canWrite, onFiles }: DetailImageProps) {
	const { t } = useTranslation(['board', 'panels', 'app'])
	const showToast = useToast()
	const input = useRef<HTMLInputElement>(null)
	const { uploads, undo } = document
	const list = useSyncExternalStore(uploads.list.subscribe, uploads.list.get)
	const upload = list.find(({ target }) => target.type === 'card' && target.card === card)
	const alt = useReadText(textId(card, 'imageAlt'), image?.alt ?? '').text || t('image.unnamed')
	if (!canWrite && !image) return null
	const choose = () => input.current?.click()
	const onChange = () => {
		const files = [...(input.current?.files ?? [])]
		// Reset, since choosing the same file again would not fire a change event otherwise.
		if (input.current) input.current.value = ''
		onFiles(files)
	}
	const remove = ({ currentTarget }: MouseEvent<HTMLElement>) => {
		currentTarget.closest('aside')?.focus()
		writeDetails(document, card, { [CARD_IMAGE_FIELDS.path]: undefined, [CARD_IMAGE_FIELDS.alt]: undefined })
		showToast(t('list.imageRemoved'), 'note', { label: t('tools.undo'), onChoose: undoIfLast(undo) })
	}
	return (
		<section className={styles['detail']} aria-label={t('details.image')}>
			<h3>{t('details.image')}</h3>
			{upload && (
				<div className={styles['upload']} data-step={upload.step.type}>
					{upload.preview && <img src={upload.preview} alt="" />}
					<UploadState upload={upload} uploads={uploads} />
				</div>
			)}
			{image && !upload && (
				<a href={image.path} target="_blank" rel="noopener noreferrer">
					<img src={imageUrl(image.path, imageWidthFor(PANEL_WIDTH * window.devicePixelRatio))} alt={alt} />
				</a>
			)}
			{image && !upload && (
				<DetailText
					key={image.path}
					label={t('image.alt')}
					hint={t('image.altHint')}
					text={image.alt}
					maxLength={LIMITS.maxImageAltLength}
					rows={1}
					canWrite={canWrite}
					document={document}
					place={{ record: card, key: 'imageAlt' }}
				/>
			)}
			{canWrite && !upload && (
				<div className={styles['choices']}>
					<Button size="small" icon="image" onClick={choose}>
						{t(image ? 'panels:card.replaceImage' : 'panels:card.addImage')}
					</Button>
					{image ? (
						<Button
							size="small"
							variant="danger"
							icon="bin"
							iconOnly
							aria-label={t('app:named', { what: t('card.delete'), which: alt })}
							onClick={remove}
						/>
					) : (
						<small>{t('panels:card.imageHint')}</small>
					)}
				</div>
			)}
			<input
				ref={input}
				type="file"
				accept="image/*"
				hidden
				aria-label={t('panels:card.addImage')}
				onChange={onChange}
			/>
		</section>
	)
}
