import { type BoardImage, LIMITS, textId } from '@charrette/shared'
import type { KeyboardEvent, MouseEvent } from 'react'
import { useReadNotes } from '../boardParts/detailsContext.ts'
import { thumbnailUrl } from '../boardParts/images/imageSize.ts'
import { serverPath } from '../connection/basePath.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { TranslationMark, useReadText } from '../reading/useReading.tsx'
import { BoundText } from '../sync/BoundText.tsx'
import { undoIfLast } from '../sync/undoHistory.ts'
import { ThreadMark } from '../threads/ThreadMark.tsx'
import { Button } from '../ui/Button.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useListContext, useListDeniedReason } from './ListContext.ts'
import rowStyles from './row.module.css'

export interface ImageRowsProps {
	images: readonly BoardImage[]
}

/** The images of a group: thumbnails with their descriptions. */
export function ImageRows({ images }: ImageRowsProps) {
	const { t } = useTranslation('board')
	return (
		<ul className={rowStyles['images']} aria-label={t('list.images')}>
			{images.map((image) => (
				<ImageRow key={image.id} image={image} />
			))}
		</ul>
	)
}

function ImageRow({ image: { id, path, alt } }: { image: BoardImage }) {
	const { document, edits, canEdit } = useListContext()
	const deniedReason = useListDeniedReason('write')
	const { t } = useTranslation(['board', 'app'])
	const readNotes = useReadNotes()
	const written = textId(id, 'alt')
	const read = useReadText(written, alt)
	const showToast = useToast()
	const remove = (event: MouseEvent<HTMLElement>) => {
		if (deniedReason) {
			showToast(deniedReason)
			return
		}
		const row = event.currentTarget.closest('li')
		const next = row?.nextElementSibling ?? row?.previousElementSibling
		edits.remove(id)
		next?.querySelector<HTMLElement>('button:last-of-type')?.focus()
		showToast(t('list.imageRemoved'), 'note', { label: t('tools.undo'), onChoose: undoIfLast(document.undo) })
	}
	return (
		<li className={rowStyles['image']}>
			<a href={serverPath(path)} target="_blank" rel="noreferrer">
				<img src={thumbnailUrl({ path })} alt={read.text || t('image.unnamed')} loading="lazy" />
			</a>
			<ThreadMark on={id} place="row" tabIndex={0} of={alt || t('image.unnamed')} />
			{canEdit ? (
				<>
					<ImageAltInput id={id} />
					{readNotes && (
						<Button
							variant="quiet"
							icon="list"
							iconOnly
							aria-disabled={deniedReason !== undefined || undefined}
							title={deniedReason ?? t('photo.read')}
							aria-label={t('app:named', { what: t('photo.read'), which: alt || t('image.unnamed') })}
							onClick={() => (deniedReason ? showToast(deniedReason) : readNotes(id))}
						/>
					)}
					<Button
						variant="danger"
						icon="bin"
						iconOnly
						aria-disabled={deniedReason !== undefined || undefined}
						title={deniedReason}
						aria-label={t('app:named', { what: t('card.delete'), which: alt || t('image.unnamed') })}
						onClick={remove}
					/>
				</>
			) : (
				alt && (
					<p dir="auto" lang={read.lang}>
						{read.text} <TranslationMark card={written} read={read} />
					</p>
				)
			)}
		</li>
	)
}

/** The field for an image's description. */
function ImageAltInput({ id }: { id: string }) {
	const { document } = useListContext()
	const deniedReason = useListDeniedReason('write')
	const { t } = useTranslation('board')
	const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
		if (event.key !== 'Enter' || isComposing(event)) return
		event.preventDefault()
		event.currentTarget.blur()
	}
	return (
		<BoundText
			source={document}
			place={{ record: id, key: 'alt' }}
			rows={1}
			readOnly={deniedReason !== undefined}
			title={deniedReason}
			maxLength={LIMITS.maxImageAltLength}
			aria-label={t('image.alt')}
			placeholder={t('image.altHint')}
			enterKeyHint="done"
			onKeyDown={onKeyDown}
		/>
	)
}
