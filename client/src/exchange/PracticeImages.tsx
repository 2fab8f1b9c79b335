import { type ImageShape, LIMITS, placeFirst, practiceImageRecords } from '@charrette/shared'
import { type ChangeEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { imageUrl } from '../boardParts/images/imageSize.ts'
import { UploadState } from '../boardParts/images/UploadState.tsx'
import { serverPath } from '../connection/basePath.ts'
import { DetailText } from '../details/DetailText.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { undoIfLast } from '../sync/undoHistory.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { BoardImagesDialog } from './BoardImagesDialog.tsx'
import { changeImage, deleteImage, uploadImages } from './imageEdits.ts'
import styles from './images.module.css'
import type { ImageSource } from './renderBoardImage.ts'

/**
 * The images of a practice in the editor: they can be added from files or from a board, described,
 * ordered and removed (PICTURE1).
 */
export function PracticeImages({ document, source }: { document: BoardDocument; source: ImageSource | null }) {
	const { t } = useTranslation('exchange')
	const images = usePracticeImages(document)
	const uploads = useSyncExternalStore(document.uploads.list.subscribe, document.uploads.list.get)
	const canWrite = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const [isChoosing, setChoosing] = useState(false)
	const left = LIMITS.maxPracticeImages - images.length - uploads.length
	return (
		<section className={styles['images']} aria-label={t('images.title')}>
			<h2>{t('images.title')}</h2>
			<p className={styles['hint']}>{t('images.hint', { count: LIMITS.maxPracticeImages })}</p>
			{images.length + uploads.length > 0 && (
				<ul>
					{images.map((image, index) => (
						<li key={image.id}>
							<ImageField {...{ document, image, images, index, canWrite }} />
						</li>
					))}
					{uploads.map((upload) => (
						<li key={upload.id} className={styles['upload']}>
							{upload.preview && <img src={upload.preview} alt="" />}
							<UploadState upload={upload} uploads={document.uploads} />
						</li>
					))}
				</ul>
			)}
			{canWrite && left > 0 && (
				<div className={styles['choices']}>
					<UploadButton document={document} left={left} />
					{source && (
						<Button icon="canvas" onClick={() => setChoosing(true)}>
							{t('images.fromBoard')}
						</Button>
					)}
				</div>
			)}
			{left <= 0 && <p className={styles['hint']}>{t('images.full')}</p>}
			{isChoosing && source && (
				<BoardImagesDialog
					source={source}
					document={document}
					present={images.map(({ props }) => props.path)}
					left={left}
					onClose={() => setChoosing(false)}
				/>
			)}
		</section>
	)
}

/** Returns the image records of the document, live. */
function usePracticeImages({ records }: BoardDocument): ImageShape[] {
	const [images, setImages] = useState(() => practiceImageRecords(records))
	useEffect(() => {
		const isAbout = ({ path: [id] }: Y.YEvent<Y.AbstractType<unknown>>) =>
			id === undefined || records.get(String(id))?.get('type') === 'image'
		const read = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
			if (events.some(isAbout)) setImages(practiceImageRecords(records))
		}
		setImages(practiceImageRecords(records))
		records.observeDeep(read)
		return () => records.unobserveDeep(read)
	}, [records])
	return images
}

interface ImageFieldProps {
	document: BoardDocument
	image: ImageShape
	images: readonly ImageShape[]
	index: number
	canWrite: boolean
}

/** One image: its description, and buttons that move it to the front or remove it. */
function ImageField({ document, image, images, index, canWrite }: ImageFieldProps) {
	const { t } = useTranslation(['exchange', 'board', 'app'])
	const showToast = useToast()
	const { path, alt } = image.props
	const name = alt || t('images.number', { number: index + 1 })
	const remove = () => {
		deleteImage(document, image.id)
		showToast(t('board:list.imageRemoved'), 'note', {
			label: t('board:tools.undo'),
			onChoose: undoIfLast(document.undo),
		})
	}
	return (
		<>
			<a href={serverPath(path)} target="_blank" rel="noopener noreferrer">
				<img src={imageUrl(path, 256)} alt={name} />
			</a>
			<DetailText
				label={t('board:image.alt')}
				hint={t('images.altHint')}
				text={alt}
				maxLength={LIMITS.maxImageAltLength}
				rows={2}
				canWrite={canWrite}
				document={document}
				place={{ record: image.id, key: 'alt' }}
			/>
			{(canWrite || index === 0) && (
				<div className={styles['choices']}>
					{index === 0 && <p className={styles['first']}>{t('images.first')}</p>}
					{canWrite && index > 0 && (
						<Button
							size="small"
							variant="quiet"
							aria-label={t('app:named', { what: t('images.putFirst'), which: name })}
							onClick={() => changeImage(document, image.id, placeFirst(images))}
						>
							{t('images.putFirst')}
						</Button>
					)}
					{canWrite && (
						<Button
							size="small"
							variant="danger"
							icon="bin"
							iconOnly
							aria-label={t('app:named', { what: t('board:card.delete'), which: name })}
							onClick={remove}
						/>
					)}
				</div>
			)}
		</>
	)
}

/**
 * A button that uploads image files into the document. If there are too many, only the first ones
 * are uploaded.
 */
function UploadButton({ document, left }: { document: BoardDocument; left: number }) {
	const { t } = useTranslation('exchange')
	const input = useRef<HTMLInputElement>(null)
	const add = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
		const files = [...(currentTarget.files ?? [])].slice(0, left)
		// Otherwise choosing the same file again would not fire a change event.
		currentTarget.value = ''
		void uploadImages(document, files)
	}
	return (
		<>
			<Button icon="image" onClick={() => input.current?.click()}>
				{t('images.add')}
			</Button>
			<input ref={input} type="file" accept="image/*" multiple hidden aria-label={t('images.add')} onChange={add} />
		</>
	)
}
