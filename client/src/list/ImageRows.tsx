import { type BoardImage, LIMITS } from '@charrette/shared'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { thumbnailUrl } from '../board/image/imageSize.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { mergeTexts } from '../sync/mergeTexts.ts'
import { undoIfLast } from '../sync/undoHistory.ts'
import { Button } from '../ui/Button.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useListContext, useListDeniedReason } from './ListContext.ts'
import rowStyles from './row.module.css'

/** The images of a group: thumbnails with their descriptions. */
export function ImageRows({ images }: { images: readonly BoardImage[] }) {
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
	const showToast = useToast()
	const remove = (event: MouseEvent<HTMLElement>) => {
		if (deniedReason) {
			showToast(deniedReason)
			return
		}
		const row = event.currentTarget.closest('li')
		const next = row?.nextElementSibling ?? row?.previousElementSibling
		edits.remove(id)
		next?.querySelector('button')?.focus()
		showToast(t('list.imageRemoved'), 'note', { label: t('tools.undo'), onChoose: undoIfLast(document.undo) })
	}
	return (
		<li className={rowStyles['image']}>
			<a href={path} target="_blank" rel="noreferrer">
				<img src={thumbnailUrl({ path })} alt={alt || t('image.unnamed')} loading="lazy" />
			</a>
			{canEdit ? (
				<>
					<ImageAltInput id={id} alt={alt} />
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
				alt && <p dir="auto">{alt}</p>
			)}
		</li>
	)
}

/**
 * The field for an image's description. It is saved on blur or Enter, so that it never disturbs an
 * input method.
 */
function ImageAltInput({ id, alt }: { id: string; alt: string }) {
	const { edits } = useListContext()
	const deniedReason = useListDeniedReason('write')
	const [isWriting, setWriting] = useState(false)
	const { t } = useTranslation('board')
	const showToast = useToast()
	/** The stored text when this person began to type. */
	const before = useRef(alt)
	const field = useRef<HTMLInputElement>(null)
	useEffect(() => {
		// Applies other people's edits, except while this person is typing.
		if (isWriting || !field.current || field.current === document.activeElement) return
		field.current.value = alt
		before.current = alt
	}, [alt, isWriting])
	const finish = () => {
		const typed = field.current?.value.trim() ?? ''
		if (!field.current || typed === before.current) return
		const merged = mergeTexts(before.current, typed, alt)
		if (merged === null) showToast(t('image.altReplaced', { text: alt }))
		const text = (merged ?? typed).slice(0, LIMITS.maxImageAltLength)
		before.current = text
		field.current.value = text
		if (text !== alt) edits.setImageAlt(id, text)
	}
	const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
		if (isComposing(event)) return
		if (event.key === 'Escape') {
			event.currentTarget.value = alt
			before.current = alt
		}
		if (event.key === 'Enter') finish()
	}
	return (
		<input
			ref={field}
			defaultValue={alt}
			// A description that was begun before the phase changed may be finished.
			readOnly={deniedReason !== undefined && !isWriting}
			title={deniedReason}
			maxLength={LIMITS.maxImageAltLength}
			aria-label={t('image.alt')}
			placeholder={t('image.altHint')}
			enterKeyHint="done"
			dir="auto"
			onKeyDown={onKeyDown}
			onFocus={() => setWriting(deniedReason === undefined)}
			onBlur={() => {
				finish()
				setWriting(false)
			}}
		/>
	)
}
