import { type ImageProps, type ImageShape, imageDefaults, imageMigrations, imageProps } from '@charrette/shared'
import { BaseBoxShapeUtil, resizeBox, type TLResizeInfo } from '@tldraw/tldraw'
import { ImageView } from './ImageView.tsx'

const MIN_SIDE = 24

/**
 * tldraw's definition of an image: a box with a fixed aspect ratio that shows a file of this
 * server.
 */
export class ImageShapeUtil extends BaseBoxShapeUtil<ImageShape> {
	static override type = 'image' as const
	static override props = imageProps
	static override migrations = imageMigrations

	override getDefaultProps(): ImageProps {
		return { ...imageDefaults }
	}

	override isAspectRatioLocked(): boolean {
		return true
	}

	override hideRotateHandle(): boolean {
		return true
	}

	override getText(shape: ImageShape): string {
		return shape.props.alt
	}

	override getAriaDescriptor(shape: ImageShape): string {
		return shape.props.alt
	}

	override onResize(shape: ImageShape, info: TLResizeInfo<ImageShape>) {
		const { w, h } = info.initialShape.props
		const minScale = MIN_SIDE / Math.min(w, h)
		return resizeBox(shape, info, { minWidth: w * minScale, minHeight: h * minScale })
	}

	override component(shape: ImageShape) {
		return <ImageView shape={shape} />
	}

	override indicator(shape: ImageShape) {
		return <rect width={shape.props.w} height={shape.props.h} rx={8} />
	}
}
