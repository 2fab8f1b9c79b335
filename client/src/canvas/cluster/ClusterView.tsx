import { LIMITS, type Rect } from '@charrette/shared'
import { useEffect, useEffectEvent, useRef } from 'react'
import { textsIn } from '../../i18n/texts.ts'
import { readLocale, useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { TranslationMark, useReadTitle } from '../../reading/useReading.tsx'
import { mergeTexts } from '../../sync/mergeTexts.ts'
import { ThreadMark } from '../../threads/ThreadMark.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { boardUi } from '../boardUi.ts'
import { CARD_FONT } from '../card/cardStyle.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ClusterShape } from '../engine/shapes.ts'
import { HTMLContainer, stopEventPropagation, useIsEditing } from '../engine/shapeView.ts'
import { useValue } from '../engine/signals.ts'
import styles from './cluster.module.css'

/** A cluster on the canvas: a translucent rectangle with its title on the upper edge. */
export function ClusterView({ shape, isDimmed }: { shape: ClusterShape; isDimmed: boolean }) {
	const editor = useEditor()
	const isEditing = useIsEditing(shape.id)
	const scale = useValue('tag scale', () => tagScale(editor), [editor])
	const { w, h } = shape.props
	const read = useReadTitle(shape.id, shape.props.name)
	const { text, isUntitled } = tagText(read.text.trim(), useLanguage())
	return (
		<HTMLContainer
			className={styles['cluster']}
			data-dimmed={isDimmed || undefined}
			style={{ width: w, height: h, '--s': scale } as React.CSSProperties}
		>
			{isEditing ? (
				<TitleField shape={shape} />
			) : (
				<span className={styles['tag']} data-untitled={isUntitled || undefined} dir="auto" lang={read.lang}>
					<span>{text}</span>
					<TranslationMark card={shape.id} read={read} iconSize={TAG.mark * scale} />
				</span>
			)}
			<ThreadMark on={shape.id} place="cluster" />
		</HTMLContainer>
	)
}

/**
 * The text field of the title. The title is written to the document when editing ends, so that no
 * input method is interrupted.
 */
function TitleField({ shape }: { shape: ClusterShape }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const field = useRef<HTMLInputElement>(null)
	const { id } = shape
	const showToast = useToast()
	const showReplaced = useEffectEvent((theirs: string) => showToast(t('cluster.titleReplaced', { title: theirs })))

	useEffect(() => {
		const input = field.current
		if (!input) return
		const before = input.value
		input.focus({ preventScroll: true })
		input.select()
		const onKeyDown = (event: KeyboardEvent) => {
			if (isComposing(event)) return event.stopPropagation()
			if (event.key !== 'Enter') return
			event.stopPropagation()
			editor.complete()
		}
		input.addEventListener('keydown', onKeyDown)
		return () => {
			input.removeEventListener('keydown', onKeyDown)
			const name = input.value.trim().slice(0, LIMITS.maxClusterTitleLength)
			queueMicrotask(() => {
				const cluster = editor.isDisposed ? undefined : editor.getShape<ClusterShape>(id)
				if (!cluster || editor.getIsReadonly()) return
				// Another person may have changed the title meanwhile.
				const merged = mergeTexts(before, name, cluster.props.name)
				if (merged === cluster.props.name) return
				if (merged === null) showReplaced(cluster.props.name)
				const title = (merged ?? name).slice(0, LIMITS.maxClusterTitleLength)
				editor.updateShape<ClusterShape>({ id, type: 'frame', props: { name: title } })
			})
		}
	}, [editor, id])

	return (
		<input
			ref={field}
			className={styles['tag']}
			defaultValue={shape.props.name}
			dir="auto"
			maxLength={LIMITS.maxClusterTitleLength}
			aria-label={t('cluster.title')}
			placeholder={t('cluster.title')}
			onPointerDown={stopEventPropagation}
			onTouchStart={stopEventPropagation}
			onTouchEnd={stopEventPropagation}
		/>
	)
}

/** The title tag at a scale of 1, in board units. */
export const TAG = { fontSize: 17, padX: 12, height: 30, inset: 16, minWidth: 60, mark: 15, markGap: 6 } as const

/**
 * Zoom below which the tag keeps its size on the screen, so that its text has at least 12 px.
 */
const READABLE_ZOOM = 12.1 / TAG.fontSize
/** The part of the tag that lies over the content of its cluster, at every scale. */
const TAG_INSIDE = TAG.height / 2

/**
 * Returns the scale of the tag in board units. It changes in steps of an eighth, so that not every
 * zoom step measures all titles.
 */
function tagScale(editor: Editor): number {
	return Math.ceil(Math.max(1, READABLE_ZOOM / editor.getZoomLevel()) * 8) / 8
}

/** Returns the text of the tag: the title, or a lighter placeholder if there is none. */
export function tagText(title: string, language: string = readLocale()) {
	if (title) return { text: title, weight: 700, isUntitled: false } as const
	return { text: textsIn(language, 'board')('cluster.untitled'), weight: 400, isUntitled: true } as const
}

/** Returns the space for text in the tag, in board units. */
export function maxTagTextWidth(cluster: ClusterShape, scale = 1): number {
	return maxTagWidth(cluster) - TAG.padX * 2 * scale
}

/**
 * Returns the rectangle of the tag around a text of this width, in the coordinates of the cluster.
 */
export function tagRect(textWidth: number, cluster: ClusterShape, scale = 1): Rect {
	const h = TAG.height * scale
	const w = Math.min(maxTagWidth(cluster), Math.max(TAG.minWidth, textWidth + TAG.padX * 2 * scale))
	return { x: TAG.inset, y: TAG_INSIDE - h, w, h }
}

/** Returns the rectangle of a cluster's tag on the canvas, in the coordinates of the cluster. */
export function clusterTagRect(editor: Editor, cluster: ClusterShape): Rect {
	const scale = tagScale(editor)
	const read = boardUi(editor).reader.get().readTitle(cluster.id, cluster.props.name)
	const { text, weight } = tagText(read.text.trim())
	const { w } = editor.textMeasure.measureText(text, {
		fontFamily: CARD_FONT,
		fontSize: TAG.fontSize * scale,
		fontStyle: 'normal',
		fontWeight: String(weight),
		lineHeight: 1.2,
		maxWidth: null,
		padding: '0px',
	})
	const mark = read.from === null ? 0 : (TAG.mark + TAG.markGap) * scale
	return tagRect(w + mark, cluster, scale)
}

function maxTagWidth(cluster: ClusterShape): number {
	return Math.max(TAG.minWidth, cluster.props.w - TAG.inset * 2)
}
