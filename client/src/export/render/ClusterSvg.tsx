import { translateTitle } from '@charrette/shared'
import { boardUi } from '../../canvas/boardUi.ts'
import { LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import { maxTagTextWidth, TAG, tagRect, tagText } from '../../canvas/cluster/ClusterView.tsx'
import type { Editor } from '../../canvas/engine/editor.ts'
import type { ClusterShape } from '../../canvas/engine/shapes.ts'
import { baseOf } from '../../i18n/texts.ts'
import { readLocale } from '../../i18n/useTranslation.ts'
import { layoutText } from './layoutText.ts'
import { SvgText } from './SvgText.tsx'

/** Returns the title of a cluster as an export shows it. */
export function shownTitle(shape: ClusterShape, editor: Editor): ReturnType<typeof tagText> {
	const { locale, texts } = boardUi(editor).images.words.current
	const language = locale ?? readLocale()
	const [title = shape.props.name] = texts.get(shape.id) ?? []
	return tagText(translateTitle(title.trim(), baseOf(language)), language)
}

/** A cluster in an export. The tag is as wide as its title in the fonts of the export. */
export function ClusterSvg({ shape, editor }: { shape: ClusterShape; editor: Editor }) {
	const { w, h } = shape.props
	const { text, weight, isUntitled } = shownTitle(shape, editor)
	const style = { fontSize: TAG.fontSize, weight, width: maxTagTextWidth(shape), isLine: true }
	const [line] = layoutText(text, style, boardUi(editor).images.fonts.current)
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
