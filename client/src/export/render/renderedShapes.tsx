import type { CardShape, ImageShape } from '@charrette/shared'
import { CardShapeUtil } from '../../canvas/card/CardShapeUtil.tsx'
import { ClusterShapeUtil } from '../../canvas/cluster/ClusterShapeUtil.tsx'
import type { ClusterShape, LinkShape } from '../../canvas/engine/shapes.ts'
import type { SvgExportContext } from '../../canvas/engine/shapeView.ts'
import { ImageShapeUtil } from '../../canvas/image/ImageShapeUtil.tsx'
import { LinkShapeUtil } from '../../canvas/link/LinkShapeUtil.tsx'
import { readLink } from '../../canvas/link/linkGeometry.ts'
import { CardSvg, readThumbnail } from './CardSvg.tsx'
import { ClusterSvg } from './ClusterSvg.tsx'
import { renderImageSvg } from './imageSvg.tsx'
import { LinkSvg } from './LinkSvg.tsx'

/*
 * The shapes of a board as they are rendered in an export. The canvas, which renders no SVG, is
 * fetched without them.
 */

class RenderedCard extends CardShapeUtil {
	override async toSvg(shape: CardShape) {
		const thumbnail = await readThumbnail(shape, this.editor)
		return <CardSvg shape={shape} editor={this.editor} thumbnail={thumbnail} />
	}
}

class RenderedLink extends LinkShapeUtil {
	override toSvg(shape: LinkShape) {
		const link = readLink(this.editor, shape)
		return link ? <LinkSvg shape={shape} link={link} editor={this.editor} /> : <g />
	}
}

class RenderedCluster extends ClusterShapeUtil {
	override toSvg(shape: ClusterShape) {
		return <ClusterSvg shape={shape} editor={this.editor} />
	}
}

class RenderedImage extends ImageShapeUtil {
	override toSvg(shape: ImageShape, context: SvgExportContext) {
		return renderImageSvg(shape, this.editor, context)
	}
}

/** The shape utils with an SVG form of their own. */
export const renderedShapes = [RenderedCard, RenderedLink, RenderedCluster, RenderedImage]
