import { LIMITS, translateTitle } from '@charrette/shared'
import {
	type Editor,
	HTMLContainer,
	stopEventPropagation,
	type TLFrameShape,
	useEditor,
	useIsEditing,
	useValue,
} from '@tldraw/tldraw'
import { useEffect, useRef } from 'react'
import { baseOf, textsIn } from '../../i18n/texts.ts'
import { readLocale, useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { mergeTexts } from '../../sync/mergeTexts.ts'
import { isComposing } from '../../ui/isComposing.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { boardUi } from '../boardUi.ts'
import { CARD_FONT, LIGHT_COLOURS } from '../card/cardStyle.ts'
import { layoutText } from '../render/layoutText.ts'
import { SvgText } from '../render/SvgText.tsx'
import type { Rect } from '../viewport/freeSpace.ts'
import styles from './cluster.module.css'

/** A cluster on the canvas: a translucent rectangle with its title on the upper edge. */
export function ClusterView({ shape, isDimmed }: { shape: TLFrameShape; isDimmed: boolean }) {
	const editor = useEditor()
	const isEditing = useIsEditing(shape.id)
	const scale = useValue('tag scale', () => tagScale(editor), [editor])
	const { w, h } = shape.props
	const { text, isUntitled } = tagText(shape, useLanguage())
	return (
		<HTMLContainer
			className={styles['cluster']}
			data-dimmed={isDimmed || undefined}
			style={{ width: w, height: h, '--s': scale } as React.CSSProperties}
		>
			{isEditing ? (
				<TitleField shape={shape} />
			) : (
				<span className={styles['tag']} data-untitled={isUntitled || undefined} dir="auto">
					{text}
				</span>
			)}
		</HTMLContainer>
	)
}

/**
 * The text field of the title. The title is written to the document when editing ends, so that no
 * input method is interrupted.
 */
function TitleField({ shape }: { shape: TLFrameShape }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const field = useRef<HTMLInputElement>(null)
	const { id } = shape
	const showToast = useToast()
	const say = useRef((_theirs: string) => {})
	say.current = (theirs) => showToast(t('cluster.titleReplaced', { title: theirs }))

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
				const cluster = editor.isDisposed ? undefined : editor.getShape<TLFrameShape>(id)
				if (!cluster || editor.getIsReadonly()) return
				// Another person may have changed the title meanwhile.
				const merged = mergeTexts(before, name, cluster.props.name)
				if (merged === cluster.props.name) return
				if (merged === null) say.current(cluster.props.name)
				const title = (merged ?? name).slice(0, LIMITS.maxClusterTitleLength)
				editor.updateShape<TLFrameShape>({ id, type: 'frame', props: { name: title } })
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

/** A cluster in an export. The tag is as wide as its title in the fonts of the export. */
export function ClusterSvg({ shape, editor }: { shape: TLFrameShape; editor: Editor }) {
	const { w, h } = shape.props
	const { text, weight, isUntitled } = tagText(shape)
	const style = { fontSize: TAG.fontSize, weight, width: maxTagTextWidth(shape), isLine: true }
	const [line] = layoutText(text, style, boardUi(editor).renderFonts.current)
	const tag = tagRect(line?.width ?? 0, shape)
	return (
		<g>
			<rect
				width={w}
				height={h}
				rx={16}
				fill={LIGHT_COLOURS.surface}
				fillOpacity={0.55}
				stroke={LIGHT_COLOURS.ink2}
				strokeOpacity={0.4}
				strokeWidth={1.5}
			/>
			<rect
				x={tag.x}
				y={tag.y}
				width={tag.w}
				height={tag.h}
				rx={8}
				fill={LIGHT_COLOURS.surface}
				stroke={LIGHT_COLOURS.line}
			/>
			<SvgText
				{...style}
				editor={editor}
				text={text}
				x={tag.x + TAG.padX}
				y={tag.y + 4}
				fill={isUntitled ? LIGHT_COLOURS.ink2 : LIGHT_COLOURS.ink}
			/>
		</g>
	)
}

/** The title tag at a scale of 1, in board units. */
const TAG = { fontSize: 17, padX: 12, height: 30, inset: 16, minWidth: 60 } as const

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
function tagText(cluster: TLFrameShape, language: string = readLocale()) {
	const title = cluster.props.name.trim()
	if (title) return { text: translateTitle(title, baseOf(language)), weight: 700, isUntitled: false } as const
	return { text: textsIn(language, 'board')('cluster.untitled'), weight: 400, isUntitled: true } as const
}

/** Returns the space for text in the tag, in board units. */
function maxTagTextWidth(cluster: TLFrameShape, scale = 1): number {
	return maxTagWidth(cluster) - TAG.padX * 2 * scale
}

/**
 * Returns the rectangle of the tag around a text of this width, in the coordinates of the cluster.
 */
function tagRect(textWidth: number, cluster: TLFrameShape, scale = 1): Rect {
	const h = TAG.height * scale
	const w = Math.min(maxTagWidth(cluster), Math.max(TAG.minWidth, textWidth + TAG.padX * 2 * scale))
	return { x: TAG.inset, y: TAG_INSIDE - h, w, h }
}

/** Returns the rectangle of a cluster's tag on the canvas, in the coordinates of the cluster. */
export function clusterTagRect(editor: Editor, cluster: TLFrameShape): Rect {
	const scale = tagScale(editor)
	const { text, weight } = tagText(cluster)
	const { w } = editor.textMeasure.measureText(text, {
		fontFamily: CARD_FONT,
		fontSize: TAG.fontSize * scale,
		fontStyle: 'normal',
		fontWeight: String(weight),
		lineHeight: 1.2,
		maxWidth: null,
		padding: '0px',
	})
	return tagRect(w, cluster, scale)
}

function maxTagWidth(cluster: TLFrameShape): number {
	return Math.max(TAG.minWidth, cluster.props.w - TAG.inset * 2)
}
