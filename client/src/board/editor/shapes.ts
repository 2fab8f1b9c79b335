import { ArrowBindingUtil, DrawShapeUtil, type TLAnyShapeUtilConstructor } from '@tldraw/tldraw'
import { CardShapeUtil } from '../card/CardShapeUtil.tsx'
import { ClusterShapeUtil } from '../cluster/ClusterShapeUtil.tsx'
import { ImageShapeUtil } from '../image/ImageShapeUtil.tsx'
import { LinkShapeUtil } from '../link/LinkShapeUtil.tsx'

/** How each shape of a board looks and behaves: exactly the shapes of the board's schema. The store and the editor take the same list. (tldraw's own types don't meet under exact optional properties, hence the cast.) */
export const shapeUtils = [
	CardShapeUtil,
	LinkShapeUtil,
	ClusterShapeUtil,
	DrawShapeUtil,
	ImageShapeUtil,
] as TLAnyShapeUtilConstructor[]

/** How bindings behave: a link's ends. */
export const bindingUtils = [ArrowBindingUtil]
