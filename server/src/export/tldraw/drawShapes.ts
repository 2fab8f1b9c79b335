import type { ImageId, ImageShape, LinkMeaning } from '@charrette/shared'
import { imageIdOf } from '@charrette/shared'
import type { TLArrowShape, TLAssetId, TLImageAsset, TLImageShape, TLShape } from '@tldraw/tlschema'
import type { ImageFile } from '../../ports/ImageStore.ts'
import type { Labels } from '../labels.ts'
import { charretteMeta } from './charretteMeta.ts'
import { TEXT_SCALE } from './drawCard.ts'

/** A link, a cluster or a stroke: they are tldraw's own shapes, and a link says what it means. */
export function drawOther(shape: TLShape, labels: Labels, meaning: LinkMeaning | undefined): TLShape {
	if (shape.type !== 'arrow' || !meaning) return { ...shape, meta: charretteMeta(shape, {}) }
	const arrow = shape as TLArrowShape
	const scale = TEXT_SCALE * arrow.props.scale
	const props: TLArrowShape['props'] = { ...arrow.props, text: labels.meanings[meaning], scale }
	return { ...arrow, props, meta: charretteMeta(arrow, { meaning }) }
}

/** An image; without its picture where that is not kept any more. */
export function drawImage(image: ImageShape, isThere: ReadonlySet<ImageId>): TLImageShape {
	const { w, h, path, alt } = image.props
	const id = imageIdOf(path)
	const assetId = isThere.has(id) ? assetIdOf(id) : null
	const props = { w, h, assetId, altText: alt, playing: true, url: '', crop: null, flipX: false, flipY: false }
	return { ...image, props, meta: charretteMeta(image, {}) }
}

/** The record that holds a picture whole; its measures are those of an image that shows it. */
export function buildAsset(id: ImageId, { type, bytes }: ImageFile, { w, h }: { w: number; h: number }): TLImageAsset {
	const src = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
	const props = { name: id, src, mimeType: type, isAnimated: false, w, h }
	return { id: assetIdOf(id), typeName: 'asset', type: 'image', props, meta: {} }
}

function assetIdOf(id: ImageId): TLAssetId {
	return `asset:${id}` as TLAssetId
}
