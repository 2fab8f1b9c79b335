import type { Editor, TLFrameShape } from '@tldraw/tldraw'
import { presentLocale } from '../../i18n/locale.ts'
import { textsIn } from '../../i18n/texts.ts'
import { PAPER_COLOURS } from '../card/cardColours.ts'
import { SvgText } from '../picture/SvgText.tsx'
import { clusterTag, TAG } from './clusterTag.ts'

/** A cluster for a picture. */
export function ClusterSvg({ shape, editor }: { shape: TLFrameShape; editor: Editor }) {
	const { w, h, name } = shape.props
	const tag = clusterTag(editor, shape, 1)
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
				editor={editor}
				text={name.trim() || textsIn(presentLocale.get(), 'board')('cluster.untitled')}
				x={tag.x + TAG.padX}
				y={tag.y + 4}
				width={Math.max(w - (TAG.inset + TAG.padX) * 2, 1)}
				fontSize={TAG.fontSize}
				fill={PAPER_COLOURS.ink}
				weight={700}
				isLine
			/>
		</g>
	)
}
