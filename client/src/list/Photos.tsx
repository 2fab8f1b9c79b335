import { findParticipant } from '@charrette/shared'
import { type ChangeEvent, useEffect, useRef, useSyncExternalStore } from 'react'
import { readDocumentUploads, withoutDocuments } from '../boardParts/documents/documentUploads.ts'
import { ADDED_FILES, catchStrayDrops } from '../boardParts/images/addedFiles.ts'
import { layoutImages, sizeOnBoard } from '../boardParts/images/imageSize.ts'
import { previewImage } from '../boardParts/images/previewImage.ts'
import { UploadState } from '../boardParts/images/UploadState.tsx'
import { placeBelow } from '../boardParts/space/placeCards.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { type ImageUploads, isOnBoard } from '../sync/imageUploads.ts'
import type { LiveBoard } from '../sync/observeBoard.ts'
import { Menu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useEvent } from '../ui/useEvent.ts'
import { useListContext, useListDeniedReason } from './ListContext.ts'
import rowStyles from './row.module.css'

/** Adds photos from a phone's camera, or images and documents. */
export function PhotoButton() {
	const { document, live } = useListContext()
	const { credentials, workshop } = useBoardPlace()
	const { t } = useTranslation('board')
	const showToast = useToast()
	const camera = useRef<HTMLInputElement>(null)
	const files = useRef<HTMLInputElement>(null)
	const deniedReason = useListDeniedReason('write')
	const add = useEvent((added: readonly File[]) => {
		const city = (credentials.participant && findParticipant(workshop, credentials.participant)?.city) || ''
		if (deniedReason) showToast(deniedReason)
		else if (added.length > 0) void addFiles({ uploads: document.uploads, live, city, onMessage: showToast }, added)
	})
	useEffect(() => catchStrayDrops(add), [add])
	const onChange = ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
		const chosen = [...(input.files ?? [])]
		// Reset, since choosing the same file again would not fire a change event otherwise.
		input.value = ''
		add(chosen)
	}
	const field = { type: 'file', accept: ADDED_FILES, hidden: true, onChange }
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
			<input ref={camera} {...field} accept="image/*" capture="environment" aria-label={t('list.takePhoto')} />
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

interface AddFilesDeps {
	uploads: ImageUploads
	live: Pick<LiveBoard, 'shown'>
	city: string
	onMessage: (text: string) => void
}

/** Gap between the images of two uploads, in board units. */
const GAP = 48

/** Uploads images and documents, and places them below everything else on the board. */
async function addFiles(deps: AddFilesDeps, files: readonly File[]): Promise<void> {
	const { uploads, live } = deps
	const place = (sizes: { w: number; h: number }[]) => {
		const free = placeBelow(live.shown())
		const taken = uploads.list.get().filter(isOnBoard)
		const bottom = Math.max(free.y, ...taken.map(({ target: { rect } }) => rect.y + rect.h + GAP))
		const rects = layoutImages(sizes, { x: 0, y: 0 })
		const [left, top] = [Math.min(...rects.map(({ x }) => x)), Math.min(...rects.map(({ y }) => y))]
		return rects.map((rect) => {
			const placed = { ...rect, x: rect.x - left + free.x, y: rect.y - top + bottom }
			return { type: 'board' as const, rect: placed, cluster: null }
		})
	}
	const documents = readDocumentUploads(files, { ...deps, place })
	const pictures = withoutDocuments(files)
	const previews = await Promise.all(pictures.map(previewImage))
	const targets = place(previews.map(sizeOnBoard))
	const images = pictures.flatMap((file, at) => {
		const target = targets[at]
		return target ? [{ file, target, preview: previews[at]?.url ?? null }] : []
	})
	await Promise.all([uploads.add(images), documents.then(uploads.add)])
}
