import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { ROOT } from './read-document.ts'

/** Clones the project into a new folder, as it would be if all that is here and now were committed. */
export async function cloneProject(folder: string): Promise<void> {
  const origin = await temporaryFolder()
  const repository = join(origin.path, 'hookmint.git')
  try {
    git('clone', '--quiet', '--bare', ROOT, repository)
    const here = ['--git-dir', repository, '--work-tree', ROOT]
    git(...here, 'read-tree', 'HEAD')
    git(...here, 'add', '--all')
    const tree = git(...here, 'write-tree')
    const author = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.com']
    const commit = git(...here, ...author, 'commit-tree', tree, '-p', 'HEAD', '-m', 'As it is here')
    git(...here, 'update-ref', 'HEAD', commit)
    git('clone', '--quiet', repository, folder)
  } finally {
    await origin.remove()
  }
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim()
}
