import { LIMITS } from '@charrette/shared'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { useSave } from '../../ui/useSave.ts'
import styles from './photo.module.css'
import { type Corner, type Corners, isConvex } from './straighten.ts'
import { straightenFile } from './straightenFile.ts'

const WHOLE: Corners = [
	{ x: 0, y: 0 },
	{ x: 1, y: 0 },
	{ x: 1, y: 1 },
	{ x: 0, y: 1 },
]
const CORNER_KEYS = ['upperLeft', 'upperRight', 'lowerRight', 'lowerLeft'] as const
const STEP = 0.01
const ARROWS: Record<string, Corner> = {
	ArrowLeft: { x: -STEP, y: 0 },
	ArrowRight: { x: STEP, y: 0 },
	ArrowUp: { x: 0, y: -STEP },
	ArrowDown: { x: 0, y: STEP },
}

interface CropPhotoProps {
	file: File
	onDone: (photo: File) => void
	onCancel: () => void
}

/**
 * Shows a photo with four corners, which the user drags to the corners of the area to straighten.
 */
export function CropPhoto({ file, onDone, onCancel }: CropPhotoProps) {
	const { t } = useTranslation('import')
	const [corners, setCorners] = useState<Corners>(WHOLE)
	const [isSaving, save] = useSave()
	const [isUnreadable, setUnreadable] = useState(false)
	const [url, setUrl] = useState<string>()
	const frame = useRef<HTMLDivElement>(null)
	useEffect(() => {
		const created = URL.createObjectURL(file)
		setUrl(created)
		return () => URL.revokeObjectURL(created)
	}, [file])

	const move = (at: number, change: (corner: Corner) => Corner) =>
		setCorners((now) => {
			const moved = now.map((corner, each) => (each === at ? inside(change(corner)) : corner)) as unknown as Corners
			return isConvex(moved) ? moved : now
		})
	const onPointerMove = (at: number, { currentTarget, pointerId, clientX, clientY }: PointerEvent) => {
		const box = frame.current?.getBoundingClientRect()
		if (!box || !currentTarget.hasPointerCapture(pointerId)) return
		move(at, () => ({ x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }))
	}
	const onKeyDown = (at: number, event: KeyboardEvent) => {
		const step = ARROWS[event.key]
		if (!step) return
		event.preventDefault()
		const times = event.shiftKey ? 5 : 1
		move(at, ({ x, y }) => ({ x: x + step.x * times, y: y + step.y * times }))
	}
	const finish = () => save(async () => onDone(await straightenFile(file, corners))).catch(() => setUnreadable(true))
	return (
		<div className={styles['crop']}>
			<p>{t('photo.hint')}</p>
			<div ref={frame} className={styles['frame']}>
				<img
					src={url}
					alt={t('photo.alt')}
					draggable={false}
					onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
						setUnreadable(naturalWidth * naturalHeight > LIMITS.maxImagePixels)
					}
					onError={() => url && setUnreadable(true)}
				/>
				<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
					<polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
				</svg>
				{CORNER_KEYS.map((key, at) => (
					<button
						key={key}
						type="button"
						className={styles['corner']}
						style={{ left: `${(corners[at]?.x ?? 0) * 100}%`, top: `${(corners[at]?.y ?? 0) * 100}%` }}
						aria-label={t(`photo.corners.${key}`)}
						aria-description={t('photo.keys')}
						onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
						onPointerMove={(event) => onPointerMove(at, event)}
						onKeyDown={(event) => onKeyDown(at, event)}
					/>
				))}
			</div>
			{isUnreadable && <p role="alert">{t('photo.unreadable')}</p>}
			<div className={styles['actions']}>
				<Button variant="primary" busy={isSaving} disabled={isUnreadable} onClick={() => void finish()}>
					{t('photo.place')}
				</Button>
				<Button variant="quiet" onClick={onCancel}>
					{t('photo.other')}
				</Button>
			</div>
		</div>
	)
}

const inside = ({ x, y }: Corner): Corner => ({ x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) })
