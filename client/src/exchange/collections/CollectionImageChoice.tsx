import type { CollectionId, CollectionImage, FoundPractice, PracticeCollection } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { type ChangeEvent, useRef, useState } from 'react'
import { imageUrl } from '../../boardParts/images/imageSize.ts'
import { uploadCollectionImage } from '../../connection/api/collections.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import imageStyles from '../images.module.css'
import styles from './collections.module.css'

interface CollectionImageChoiceProps {
	credentials: Credentials
	collection: Pick<PracticeCollection, 'id' | 'image'>
	practices: readonly FoundPractice[]
	onChange: (image: CollectionImage | null) => Promise<unknown>
}

/** The image of a collection: one of its practices' images, or an uploaded one. */
export function CollectionImageChoice({ credentials, collection, practices, onChange }: CollectionImageChoiceProps) {
	const { t } = useTranslation(['exchange', 'board'])
	const { id, image } = collection
	const offered = practices.flatMap(({ image: one }) => one ?? [])
	const isOwn = image !== null && !offered.some(({ path }) => path === image.path)
	const all = isOwn ? [image, ...offered] : offered
	return (
		<fieldset className={styles['images']}>
			<legend>{t('images.title')}</legend>
			<p className={imageStyles['hint']}>{t('collections.imageHint')}</p>
			<div className={imageStyles['offered']}>
				{all.map(({ path, alt }, index) => (
					<button
						key={path}
						type="button"
						aria-pressed={path === image?.path}
						onClick={() => void onChange(path === image?.path ? null : { path, alt })}
					>
						<img src={imageUrl(path, 256)} alt={alt || t('images.number', { number: index + 1 })} />
					</button>
				))}
			</div>
			{image && <AltField key={image.path} image={image} onChange={onChange} />}
			<UploadButton id={id} credentials={credentials} onUploaded={onChange} />
		</fieldset>
	)
}

function AltField({ image, onChange }: { image: CollectionImage; onChange: CollectionImageChoiceProps['onChange'] }) {
	const { t } = useTranslation(['exchange', 'board'])
	const [alt, setAlt] = useState(image.alt)
	return (
		<TextField
			label={t('board:image.alt')}
			hint={t('images.altHint')}
			value={alt}
			maxLength={LIMITS.maxImageAltLength}
			dir="auto"
			onChange={setAlt}
			onBlur={() => alt !== image.alt && void onChange({ ...image, alt })}
		/>
	)
}

interface UploadButtonProps {
	id: CollectionId
	credentials: Credentials
	onUploaded: (image: CollectionImage) => Promise<unknown>
}

function UploadButton({ id, credentials, onUploaded }: UploadButtonProps) {
	const { t } = useTranslation('exchange')
	const attempt = useAttempt()
	const input = useRef<HTMLInputElement>(null)
	const [isBusy, setBusy] = useState(false)
	const upload = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
		const [file] = currentTarget.files ?? []
		// Otherwise choosing the same file again would not fire a change event.
		currentTarget.value = ''
		if (!file) return
		setBusy(true)
		const stored = await attempt(() => uploadCollectionImage(credentials, id, file))
		if (stored) await onUploaded({ path: stored.path, alt: '' })
		setBusy(false)
	}
	return (
		<>
			<Button icon="image" busy={isBusy} onClick={() => input.current?.click()}>
				{t('collections.upload')}
			</Button>
			<input ref={input} type="file" accept="image/*" hidden aria-label={t('collections.upload')} onChange={upload} />
		</>
	)
}
