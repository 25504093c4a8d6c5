" Other programs have *.rules too (udev, snort): one that begins a declaration of ours is ours.
autocmd BufNewFile,BufRead *.rules
      \ if match(getline(1, 200), '^\(zone\|event\|define\|fact\|rule\|test\)\s\+["`A-Za-z_]') >= 0
      \ | set filetype=outreachd
      \ | endif
