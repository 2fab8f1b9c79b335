import type { Editor, TLFrameShape } from '@tldraw/tldraw'
import { PAPER_COLOURS } from '../card/cardColours.ts'
import { layText } from '../picture/layText.ts'
import { pictureFontsOf } from '../picture/pictureFonts.ts'
import { SvgText } from '../picture/SvgText.tsx'
import { TAG, tagAround, tagRoom, tagText } from './clusterTag.ts'

/** A cluster for a picture: its tag is as wide as its title is there, in the picture's own typefaces. */
export function ClusterSvg({ shape, editor }: { shape: TLFrameShape; editor: Editor }) {
	const { w, h } = shape.props
	const { text, weight, isUntitled } = tagText(shape)
	const style = { fontSize: TAG.fontSize, weight, width: tagRoom(shape), isLine: true }
	const [line] = layText(text, style, pictureFontsOf(editor).current)
	const tag = tagAround(line?.width ?? 0, shape)
	return (
		<g>
			<rect
				width={w}
				height={h}
				rx={16}
				fill={PAPER_COLOURS.surface}
				fillOpacity={0.55}
				stroke={PAPER_COLOURS.ink2}
				strokeOpacity={0.4}
				strokeWidth={1.5}
			/>
			<rect
				x={tag.x}
				y={tag.y}
				width={tag.w}
				height={tag.h}
				rx={8}
				fill={PAPER_COLOURS.surface}
				stroke={PAPER_COLOURS.line}
			/>
			<SvgText
				{...style}
				editor={editor}
				text={text}
				x={tag.x + TAG.padX}
				y={tag.y + 4}
				fill={isUntitled ? PAPER_COLOURS.ink2 : PAPER_COLOURS.ink}
			/>
		</g>
	)
}
