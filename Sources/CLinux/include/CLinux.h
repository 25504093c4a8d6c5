#pragma once
#include "FileLease.h"
#include "WallTimer.h"
