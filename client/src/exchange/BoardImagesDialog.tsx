import type { CardImage } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { imageUrl, sizeOnBoard } from '../boardParts/images/imageSize.ts'
import { fetchBoardContent } from '../connection/api/boards.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt, useFailureToast } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import { addImages, uploadImages } from './imageEdits.ts'
import styles from './images.module.css'
import { type ImageSource, renderBoardImage } from './renderBoardImage.ts'

interface BoardImagesDialogProps {
	source: ImageSource
	document: BoardDocument
	/** The paths of the images that the practice already has. */
	present: readonly string[]
	/** Number of images that can still be added. */
	left: number
	onClose: () => void
}

/** A dialog for choosing among the images of a board and of its cards. */
export function BoardImagesDialog({ source, document, present, left, onClose }: BoardImagesDialogProps) {
	const { t } = useTranslation('exchange')
	const { credentials, board } = source
	const query = useQuery({
		queryKey: ['boardImages', board],
		queryFn: () => fetchBoardContent(credentials, board),
		gcTime: 0,
	})
	useFailureToast(queryFailure(query))
	/** The chosen images by path, with their size. */
	const [chosen, setChosen] = useState<ReadonlyMap<string, { width: number; height: number }>>(new Map())
	const offered = query.data && imagesOf(query.data).filter(({ path }) => !present.includes(path))
	const toggle = (path: string, { naturalWidth, naturalHeight }: HTMLImageElement) => {
		const next = new Map(chosen)
		if (!next.delete(path)) {
			const { w: width, h: height } = sizeOnBoard({ width: naturalWidth || 320, height: naturalHeight || 240 })
			next.set(path, { width, height })
		}
		if (next.size <= left) setChosen(next)
	}
	const add = () => {
		const images = (offered ?? []).flatMap((image) => {
			const size = chosen.get(image.path)
			return size ? [{ ...image, ...size }] : []
		})
		addImages(document, images)
		onClose()
	}
	return (
		<Dialog title={t('images.fromBoard')} onClose={onClose}>
			<div className={styles['dialog']}>
				{!offered && <p role="status">{t('search.searching')}</p>}
				{offered?.length === 0 && <p>{t('images.none')}</p>}
				<ul className={styles['offered']}>
					{offered?.map(({ path, alt }, index) => (
						<li key={path}>
							<button
								type="button"
								aria-pressed={chosen.has(path)}
								aria-disabled={!chosen.has(path) && chosen.size >= left}
								onClick={({ currentTarget }) => {
									const image = currentTarget.querySelector('img')
									if (image) toggle(path, image)
								}}
							>
								<img src={imageUrl(path, 256)} alt={alt || t('images.number', { number: index + 1 })} />
							</button>
						</li>
					))}
				</ul>
				<WholeBoardButton source={source} document={document} onAdded={onClose} />
				{offered && offered.length > 0 && (
					<Button
						variant="primary"
						aria-disabled={chosen.size === 0 || undefined}
						onClick={chosen.size > 0 ? add : onClose}
					>
						{t('images.addChosen', { count: chosen.size })}
					</Button>
				)}
			</div>
		</Dialog>
	)
}

/** A button that adds an image of the board itself. */
function WholeBoardButton({
	source,
	document,
	onAdded,
}: Pick<BoardImagesDialogProps, 'source' | 'document'> & { onAdded: () => void }) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const attempt = useAttempt()
	const showToast = useToast()
	const [isSaving, save] = useSave()
	const ending = useRef(new AbortController())
	useEffect(() => {
		const controller = new AbortController()
		ending.current = controller
		return () => controller.abort()
	}, [])
	const add = async () => {
		const { signal } = ending.current
		const rendered = await save(() =>
			attempt(async () => ({ file: await renderBoardImage(source, { locale, signal }) })),
		)
		if (signal.aborted || !rendered) return
		if (!rendered.file) return showToast(t('images.noPicture'), 'error')
		void uploadImages(document, [rendered.file])
		onAdded()
	}
	return (
		<Button variant="quiet" icon="canvas" busy={isSaving} onClick={add}>
			{t('images.wholeBoard')}
		</Button>
	)
}

/** Returns every image once, whether it lies on the board or belongs to a card. */
function imagesOf({ images, cards }: { images: readonly CardImage[]; cards: readonly { image?: CardImage }[] }) {
	const all = [...images, ...cards.flatMap(({ image }) => image ?? [])]
	return [...new Map(all.map(({ path, alt }) => [path, { path, alt }])).values()]
}
