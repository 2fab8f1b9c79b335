import { type ChangeEvent, useRef, useSyncExternalStore } from 'react'
import { layoutImages, sizeOnBoard } from '../boardParts/images/imageSize.ts'
import { previewImage } from '../boardParts/images/previewImage.ts'
import { UploadState } from '../boardParts/images/UploadState.tsx'
import { placeBelow } from '../boardParts/space/placeCards.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { type ImageUploads, isOnBoard } from '../sync/imageUploads.ts'
import type { LiveBoard } from '../sync/observeBoard.ts'
import { Menu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useListContext, useListDeniedReason } from './ListContext.ts'
import rowStyles from './row.module.css'

/** Adds photos from a phone's camera or from files. */
export function PhotoButton() {
	const { document, live } = useListContext()
	const { t } = useTranslation('board')
	const showToast = useToast()
	const camera = useRef<HTMLInputElement>(null)
	const files = useRef<HTMLInputElement>(null)
	const deniedReason = useListDeniedReason('write')
	const onChange = ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
		const chosen = [...(input.files ?? [])]
		// Reset, since choosing the same file again would not fire a change event otherwise.
		input.value = ''
		if (deniedReason) showToast(deniedReason)
		else if (chosen.length > 0) void addImages({ uploads: document.uploads, live }, chosen)
	}
	const field = { type: 'file', accept: 'image/*', hidden: true, onChange }
	return (
		<>
			<Menu
				icon="image"
				label={t('image.addHint')}
				items={[
					{ label: t('list.takePhoto'), onChoose: () => camera.current?.click() },
					{ label: t('image.choose'), onChoose: () => files.current?.click() },
				]}
			/>
			<input ref={camera} {...field} capture="environment" aria-label={t('list.takePhoto')} />
			<input ref={files} {...field} multiple aria-label={t('image.choose')} />
		</>
	)
}

/** The images that are being uploaded; only this person sees them yet. */
export function UploadRows() {
	const { uploads } = useListContext().document
	const { t } = useTranslation('board')
	const list = useSyncExternalStore(uploads.list.subscribe, uploads.list.get).filter(isOnBoard)
	if (list.length === 0) return null
	return (
		<ul aria-label={t('image.uploads')}>
			{list.map((upload) => (
				<li key={upload.id} className={rowStyles['upload']}>
					{upload.preview && <img src={upload.preview} alt="" />}
					<div>
						<UploadState upload={upload} uploads={uploads} />
					</div>
				</li>
			))}
		</ul>
	)
}

interface AddImagesDeps {
	uploads: ImageUploads
	live: Pick<LiveBoard, 'shown'>
}

/** Gap between the images of two uploads, in board units. */
const GAP = 48

/** Uploads images, and places them below everything else on the board. */
async function addImages({ uploads, live }: AddImagesDeps, files: readonly File[]): Promise<void> {
	const previews = await Promise.all(files.map(previewImage))
	const free = placeBelow(live.shown())
	const taken = uploads.list.get().filter(isOnBoard)
	const bottom = Math.max(free.y, ...taken.map(({ target: { rect } }) => rect.y + rect.h + GAP))
	const rects = layoutImages(previews.map(sizeOnBoard), { x: 0, y: 0 })
	const [left, top] = [Math.min(...rects.map(({ x }) => x)), Math.min(...rects.map(({ y }) => y))]
	const images = files.flatMap((file, at) => {
		const [rect, preview] = [rects[at], previews[at]]
		if (!rect || !preview) return []
		const placed = { ...rect, x: rect.x - left + free.x, y: rect.y - top + bottom }
		const target = { type: 'board' as const, rect: placed, cluster: null }
		return [{ file, target, preview: preview.url }]
	})
	await uploads.add(images)
}
