import { useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Chrome } from '../Chrome.tsx'
import { useOpenMenu } from '../useOpenMenu.ts'
import styles from './help.module.css'
import { HELP, type KeyName, TOUCH_HELP } from './help.ts'
import { helpShown } from './helpShown.ts'

/** The keys and gestures of a board, on one page. */
export function HelpDialog() {
	const editor = useEditor()
	const isShown = useValue('help shown', () => helpShown(editor).get(), [editor])
	return isShown && <Help onClose={() => helpShown(editor).set(false)} />
}

function Help({ onClose }: { onClose: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isTouch = useValue('is touch', () => editor.getInstanceState().isCoarsePointer, [editor])
	useOpenMenu('help')
	return (
		<Chrome>
			<Dialog title={t('write.keys.title')} onClose={onClose}>
				<div className={styles['help']}>
					{(isTouch ? TOUCH_HELP : HELP).map(({ part, entries }) => (
						<section key={part} aria-label={t(`write.keys.${part}`)}>
							<h3>{t(`write.keys.${part}`)}</h3>
							<dl>
								{entries.map(({ keys, does }) => (
									<div key={does}>
										<dt>
											{keys.map((key) => (
												<Key key={typeof key === 'object' ? key.gesture : key} name={key} />
											))}
										</dt>
										<dd>{t(`write.keys.${does}`)}</dd>
									</div>
								))}
							</dl>
						</section>
					))}
				</div>
			</Dialog>
		</Chrome>
	)
}

/** A key as it stands on the keyboard before one, or a gesture in words. */
function Key({ name }: { name: KeyName }) {
	const { t } = useTranslation('board')
	if (typeof name === 'object') return <span>{t(`write.keys.${name.gesture}`)}</span>
	const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
	return <kbd>{isMac && name === 'Ctrl' ? '⌘' : name}</kbd>
}
