import { type BoardImage, LIMITS } from '@charrette/shared'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { imageUrl } from '../board/image/imageUrl.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import styles from './image.module.css'
import { useList, useWhyNot } from './ListContext.ts'
import { takeBack } from './takeBack.ts'

const THUMBNAIL_WIDTH = 256

/** The images of a cluster, or those in none: small, with what they show in words. */
export function ImageRows({ images }: { images: readonly BoardImage[] }) {
	const { t } = useTranslation('board')
	return (
		<ul className={styles['images']} aria-label={t('list.images')}>
			{images.map((image) => (
				<ImageRow key={image.id} image={image} />
			))}
		</ul>
	)
}

function ImageRow({ image: { id, path, alt } }: { image: BoardImage }) {
	const { document, edits, canEdit } = useList()
	const whyNot = useWhyNot('write')
	const { t } = useTranslation(['board', 'app'])
	const showToast = useToast()
	const remove = (event: MouseEvent<HTMLElement>) => {
		if (whyNot) {
			showToast(whyNot)
			return
		}
		const row = event.currentTarget.closest('li')
		const next = row?.nextElementSibling ?? row?.previousElementSibling
		edits.remove(id)
		next?.querySelector('button')?.focus()
		showToast(t('list.imageRemoved'), 'note', { label: t('tools.undo'), onChoose: takeBack(document.undo) })
	}
	return (
		<li className={styles['image']}>
			<a href={path} target="_blank" rel="noreferrer">
				<img src={imageUrl(path, THUMBNAIL_WIDTH)} alt={alt || t('image.unnamed')} loading="lazy" />
			</a>
			{canEdit ? (
				<>
					<AltField id={id} alt={alt} />
					<Button
						look="danger"
						icon="close"
						iconOnly
						aria-disabled={whyNot !== undefined || undefined}
						title={whyNot}
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

/** What the image shows. It goes on the board when one is done, so that no input method is disturbed. */
function AltField({ id, alt }: { id: string; alt: string }) {
	const { edits } = useList()
	const whyNot = useWhyNot('write')
	const [isWriting, setWriting] = useState(false)
	const { t } = useTranslation('board')
	const field = useRef<HTMLInputElement>(null)
	useEffect(() => {
		// Somebody else described it meanwhile; what is being written here stays.
		if (field.current && field.current !== document.activeElement) field.current.value = alt
	}, [alt])
	const finish = () => {
		const written = field.current?.value.trim() ?? ''
		if (written !== alt) edits.describeImage(id, written)
	}
	const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
		if (event.nativeEvent.isComposing || event.keyCode === 229) return
		if (event.key === 'Escape') event.currentTarget.value = alt
		if (event.key === 'Escape' || event.key === 'Enter') finish()
	}
	return (
		<input
			ref={field}
			defaultValue={alt}
			// What is being written when the phase ends is finished.
			readOnly={whyNot !== undefined && !isWriting}
			title={whyNot}
			maxLength={LIMITS.maxImageAltLength}
			aria-label={t('image.alt')}
			placeholder={t('image.altHint')}
			enterKeyHint="done"
			dir="auto"
			onKeyDown={onKeyDown}
			onFocus={() => setWriting(whyNot === undefined)}
			onBlur={() => {
				finish()
				setWriting(false)
			}}
		/>
	)
}
