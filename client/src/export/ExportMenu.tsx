import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Menu } from '../ui/Menu.tsx'
import { drawPicture } from './drawPicture.ts'
import { type TakeHome, useTakeHome } from './useTakeHome.ts'

/** The menu for taking the board home, at the canvas: its editor draws the pictures. */
export function ExportMenu(props: Omit<TakeHome, 'draw'>) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const items = useTakeHome({ ...props, draw: (format) => drawPicture(editor, format) })
	return <Menu icon="download" label={t('bar.takeHome')} items={items} />
}
